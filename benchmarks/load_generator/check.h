/* Whether every guest got every message, once, in order, to the last byte.
 *
 * The trick, by which one core can check what another one sends: everybody in a room gets the same messages in the
 * same order. So the first guest to receive one has it read and checked in full, and its bytes are put behind a
 * reference. What every other guest receives is compared with the reference in one memcmp. Only a guest whose bytes
 * differ has each of its messages read and checked for itself. Plain and rich guests have a reference each, and
 * these two must tell the same messages in one order.
 */
#ifndef CHECK_H
#define CHECK_H

#include "delays.h"
#include "load.h"

struct verdict {
    uint64_t lost, duplicated, misordered, damaged;
    uint64_t diverged; /* guests who saw an order of their own; an error only where a server promises one order */
};

struct tally {
    uint64_t deliveries;
    struct delays delays;
};

extern struct verdict verdict; /* since the program began */
extern struct tally tally;     /* since it was last set to nothing */

void check_begin(void);
/* Before a turn: nothing is on its way, and everybody stands at the end of the reference. */
void check_begin_turn(void);
/* After a turn, when all has come that will come: what has not come is lost. */
void check_end_turn(void);
/* Takes in what a guest received; returns how many bytes were whole units, the rest is to be offered again. */
size_t check_bytes(struct guest *guest, const uint8_t *bytes, size_t count, uint64_t now);
/* How many deliveries of this turn's messages are still to come. */
uint64_t check_outstanding(void);

#endif
