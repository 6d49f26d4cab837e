#include "check.h"

#include "protocols.h"
#include "talk.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A guest who is further behind than this cannot be checked. Servers drop one long before. */
enum { REFERENCE_BYTES = 1 << 25, REFERENCE_MESSAGES = 1 << 18, LONGEST_UNIT = 8192 };

struct message {
    uint64_t start, end; /* of its bytes, counted from the beginning of all */
    uint64_t said_at;
    int talker;
    uint32_t sequence;
};

/* A ring of bytes and a ring of messages. The bytes of one message always lie in one piece. */
struct reference {
    uint8_t *bytes;
    struct message *messages;
    uint64_t head, count;
    uint32_t next_of[MAX_TALKERS];
};

struct verdict verdict;
struct tally tally;
static struct reference plain_reference, rich_reference;
static uint64_t received, expected_before; /* deliveries in all; how many had to come before this turn */

static struct reference *reference_of(const struct guest *guest) {
    return guest->is_rich ? &rich_reference : &plain_reference;
}

static void reference_begin(struct reference *reference) {
    reference->bytes = malloc(REFERENCE_BYTES + LONGEST_UNIT);
    reference->messages = calloc(REFERENCE_MESSAGES, sizeof *reference->messages);
    if (!reference->bytes || !reference->messages) give_up("there is not enough memory");
}

void check_begin(void) {
    reference_begin(&plain_reference);
    reference_begin(&rich_reference);
}

static bool gets_its_own(void) { return options.protocol->echoes; }

static uint64_t expected_deliveries(void) {
    uint64_t said = 0;
    for (int talker = 0; talker < talk_talkers(); talker++) said += talk_said(talker);
    return said * (uint64_t)(crowd.count - !gets_its_own());
}

/* ---- a guest with an order of its own ------------------------------------------------------------------ */

static void begin_own_account(struct guest *guest) {
    if (!guest->expected) guest->expected = malloc(2 * MAX_TALKERS * sizeof *guest->expected);
    if (!guest->expected) give_up("there is not enough memory");
    guest->missing = guest->expected + MAX_TALKERS;
    memset(guest->missing, 0, MAX_TALKERS * sizeof *guest->missing);
    guest->is_level = false;
}

/* What it has had so far is what the reference had at its place. */
static void leave_the_reference(struct guest *guest) {
    const struct reference *reference = reference_of(guest);
    begin_own_account(guest);
    memcpy(guest->expected, reference->next_of, MAX_TALKERS * sizeof *guest->expected);
    for (uint64_t i = guest->next; i < reference->count; i++)
        guest->expected[reference->messages[i % REFERENCE_MESSAGES].talker]--;
    verdict.diverged++;
}

/* Returns whether this message counts as delivered. */
static bool account(struct guest *guest, int talker, uint32_t sequence) {
    uint32_t *expected = &guest->expected[talker], *missing = &guest->missing[talker];
    if (sequence >= *expected) {
        *missing += sequence - *expected;
        *expected = sequence + 1;
        return true;
    }
    if (!*missing) {
        verdict.duplicated++;
        return false;
    }
    --*missing; /* later than one that was said after it */
    verdict.misordered++;
    return true;
}

/* ---- the reference ------------------------------------------------------------------------------------- */

static uint64_t place_for(const struct reference *reference, size_t count) {
    uint64_t left = REFERENCE_BYTES - reference->head % REFERENCE_BYTES;
    return reference->head + (left < count ? left : 0);
}

/* Whether the other dialect's reference, where it is longer, has the same message in this place. */
static bool agrees(const struct reference *reference, int talker, uint32_t sequence) {
    const struct reference *other = reference == &rich_reference ? &plain_reference : &rich_reference;
    if (other->count <= reference->count) return true;
    const struct message *message = &other->messages[reference->count % REFERENCE_MESSAGES];
    return message->talker == talker && message->sequence == sequence;
}

/* Puts a unit behind the reference, if this guest is the first to receive it and it is the one to come. */
static bool extend(struct guest *guest, const uint8_t *unit, size_t count, int talker, uint32_t sequence) {
    struct reference *reference = reference_of(guest);
    if (guest->next != reference->count || reference->next_of[talker] != sequence) return false;
    if (count > LONGEST_UNIT || !agrees(reference, talker, sequence)) return false;
    uint64_t place = place_for(reference, count);
    memcpy(reference->bytes + place % REFERENCE_BYTES, unit, count);
    reference->messages[reference->count++ % REFERENCE_MESSAGES] =
        (struct message){place, place + count, talk_said_at(talker, sequence), talker, sequence};
    reference->head = place + count;
    reference->next_of[talker]++;
    guest->next++;
    return true;
}

/* ---- what arrives -------------------------------------------------------------------------------------- */

static void count_delivery(const struct guest *guest, int talker, uint64_t said_at, uint64_t now) {
    received++;
    tally.deliveries++;
    delays_add(&tally.delays, now - said_at, 1);
    if (guest->is_witness) talk_received(guest, talker, said_at, now);
}

static void count_deliveries(struct guest *guest, uint64_t upto, uint64_t now) {
    const struct reference *reference = reference_of(guest);
    uint64_t count = upto - guest->next;
    received += count;
    tally.deliveries += count;
    while (guest->next < upto) {
        /* Messages that were said together have the same delay. */
        uint64_t said_at = reference->messages[guest->next % REFERENCE_MESSAGES].said_at, together = 0;
        while (guest->next < upto) {
            const struct message *message = &reference->messages[guest->next % REFERENCE_MESSAGES];
            if (message->said_at != said_at) break;
            if (guest->is_witness) talk_received(guest, message->talker, said_at, now);
            guest->next++;
            together++;
        }
        delays_add(&tally.delays, now - said_at, together);
    }
}

/* How many bytes at `next` and behind it lie in one piece and are whole messages in so many bytes; `upto`: their end. */
static size_t whole_messages(const struct reference *reference, uint64_t next, size_t count, uint64_t *upto) {
    uint64_t start = reference->messages[next % REFERENCE_MESSAGES].start;
    size_t whole = 0;
    for (; next < reference->count; next++) {
        const struct message *message = &reference->messages[next % REFERENCE_MESSAGES];
        if (message->start != start + whole || message->end - start > count) break;
        whole = (size_t)(message->end - start);
    }
    *upto = next;
    return whole;
}

/* Takes as many bytes as are those of the reference; 0 if the next message is not, or is not whole. */
static size_t follow(struct guest *guest, const uint8_t *bytes, size_t count, uint64_t now) {
    const struct reference *reference = reference_of(guest);
    if (guest->next == reference->count) return 0;
    uint64_t start = reference->messages[guest->next % REFERENCE_MESSAGES].start, upto;
    if (reference->head - start > REFERENCE_BYTES / 2 || reference->count - guest->next > REFERENCE_MESSAGES / 2)
        give_up("guest %d is too far behind to be checked", guest->number);
    size_t whole = whole_messages(reference, guest->next, count, &upto);
    const uint8_t *wanted = reference->bytes + start % REFERENCE_BYTES;
    while (whole && memcmp(bytes, wanted, whole)) { /* rare: something else stands between two messages */
        upto--;
        whole = (size_t)(reference->messages[upto % REFERENCE_MESSAGES].start - start);
    }
    if (whole) count_deliveries(guest, upto, now);
    return whole;
}

static void complain(const struct guest *guest, const char *why, const uint8_t *unit, size_t count) {
    if (++verdict.damaged <= 5)
        fprintf(stderr, "guest %d: %s: %.*s\n", guest->number, why, (int)(count < 200 ? count : 200), (const char *)unit);
}

static bool is_name_of(const struct unit *unit, int talker) {
    char name[NAME_BYTES + 1];
    if (!unit->name) return true; /* NATS and MQTT do not say who speaks */
    guest_name(talk_guest_of(talker), name);
    return unit->name_bytes == NAME_BYTES && !memcmp(unit->name, name, NAME_BYTES);
}

static void take_message(struct guest *guest, const uint8_t *bytes, size_t count, const struct unit *unit,
                         uint64_t now) {
    int talker;
    uint32_t sequence;
    if (!text_read(unit->text, unit->text_bytes, &talker, &sequence) || talker >= talk_talkers() ||
        sequence >= talk_said(talker) || !is_name_of(unit, talker)) {
        complain(guest, "not what was said", bytes, count);
        return;
    }
    if (guest->is_level) {
        if (extend(guest, bytes, count, talker, sequence)) {
            count_delivery(guest, talker, talk_said_at(talker, sequence), now);
            return;
        }
        leave_the_reference(guest);
    }
    if (account(guest, talker, sequence)) count_delivery(guest, talker, talk_said_at(talker, sequence), now);
}

static size_t take_unit(struct guest *guest, const uint8_t *bytes, size_t count, uint64_t now) {
    struct unit unit = {0};
    size_t length = options.protocol->next(guest, bytes, count, &unit);
    if (!length) return 0;
    if (unit.kind == MESSAGE) take_message(guest, bytes, length, &unit, now);
    else if (unit.kind == DAMAGED) complain(guest, unit.why, bytes, length);
    return length;
}

size_t check_bytes(struct guest *guest, const uint8_t *bytes, size_t count, uint64_t now) {
    size_t taken = 0;
    while (taken < count) {
        size_t more = guest->is_level ? follow(guest, bytes + taken, count - taken, now) : 0;
        if (!more) more = take_unit(guest, bytes + taken, count - taken, now);
        if (!more) break;
        taken += more;
    }
    return taken;
}

/* ---- turns --------------------------------------------------------------------------------------------- */

static void begin_reference(struct reference *reference, uint64_t count) {
    reference->count = count;
    for (int talker = 0; talker < talk_talkers(); talker++) reference->next_of[talker] = talk_said(talker);
}

void check_begin_turn(void) {
    uint64_t count = plain_reference.count > rich_reference.count ? plain_reference.count : rich_reference.count;
    begin_reference(&plain_reference, count);
    begin_reference(&rich_reference, count);
    for (int i = 0; i < crowd.count; i++) {
        struct guest *guest = &crowd.guests[i];
        guest->is_level = true;
        guest->next = count;
        if (guest->talker < 0 || gets_its_own()) continue;
        begin_own_account(guest); /* what it says itself is never in what it gets */
        for (int talker = 0; talker < talk_talkers(); talker++) guest->expected[talker] = talk_said(talker);
    }
    expected_before = expected_deliveries();
    received = 0;
}

uint64_t check_outstanding(void) {
    uint64_t expected = expected_deliveries() - expected_before;
    return expected > received ? expected - received : 0;
}

void check_end_turn(void) {
    verdict.lost += check_outstanding();
    expected_before = expected_deliveries();
    received = 0;
}
