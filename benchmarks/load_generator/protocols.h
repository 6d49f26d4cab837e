/* What a server's bytes mean: one of these for each protocol.
 *
 * A unit is what is understood at once: a frame, a line, a packet; in the rich dialect an annotation with its message.
 */
#ifndef PROTOCOLS_H
#define PROTOCOLS_H

#include "load.h"

enum unit_kind {
    MESSAGE, /* something said; `name` and `text` are set, where the protocol has a name */
    HANDLED, /* anything else that is in order; the protocol has done what was to be done */
    DAMAGED  /* bytes that make no sense here; `why` is set */
};

struct unit {
    enum unit_kind kind;
    const uint8_t *name, *text;
    size_t name_bytes, text_bytes;
    const char *why;
};

struct protocol {
    const char *name;
    bool echoes;         /* whoever says something gets it back */
    bool tells_people;   /* who comes and goes */
    bool tells_everyone; /* and a newcomer who is there already */
    void (*log_in)(struct guest *guest);
    void (*leave)(struct guest *guest); /* may be NULL: a closed connection says enough */
    /* Writes a message as a guest sends it; returns how many bytes. There is room for the text and 64 more. */
    size_t (*put)(uint8_t *to, int talker, uint32_t sequence);
    /* Reads the first unit; returns its bytes, or 0 if it is not whole yet. */
    size_t (*next)(struct guest *guest, const uint8_t *bytes, size_t count, struct unit *unit);
};

extern const struct protocol chatroom, irc, nats, mqtt;
extern const struct protocol *const protocols[4];

#endif
