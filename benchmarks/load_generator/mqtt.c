/* MQTT 3.1.1: a topic called room, quality of service 0. Nobody is told who is there. */
#include "protocols.h"
#include "text.h"

#include <string.h>

enum { CONNACK = 2, PUBLISH = 3, SUBACK = 9 };
static const char TOPIC[] = "\x00\x04room";
enum { TOPIC_BYTES = sizeof TOPIC - 1 };

static void log_in(struct guest *guest) {
    static const char connect[] = "\x10\x11\x00\x04MQTT\x04\x02\x00\x00\x00\x05";
    static const char subscribe[] = "\x82\x09\x00\x01\x00\x04room\x00";
    char name[NAME_BYTES + 1], packets[64];
    guest_name(guest->number, name);
    memcpy(packets, connect, sizeof connect - 1);
    memcpy(packets + sizeof connect - 1, name, NAME_BYTES);
    memcpy(packets + sizeof connect - 1 + NAME_BYTES, subscribe, sizeof subscribe - 1);
    guest_send(guest, packets, sizeof connect - 1 + NAME_BYTES + sizeof subscribe - 1);
}

static size_t put_length(uint8_t *to, size_t length) {
    size_t bytes = 0;
    do {
        to[bytes] = length & 127;
        length >>= 7;
        if (length) to[bytes] |= 128;
        bytes++;
    } while (length);
    return bytes;
}

/* Returns how many bytes the length takes, or 0 if it is not whole yet. */
static size_t read_length(const uint8_t *from, size_t count, size_t *length) {
    *length = 0;
    for (size_t i = 0; i < count && i < 4; i++) {
        *length |= (size_t)(from[i] & 127) << 7 * i;
        if (!(from[i] & 128)) return i + 1;
    }
    return 0;
}

static size_t put(uint8_t *to, int talker, uint32_t sequence) {
    to[0] = PUBLISH << 4;
    size_t bytes = 1 + put_length(to + 1, (size_t)options.text_bytes + TOPIC_BYTES);
    memcpy(to + bytes, TOPIC, TOPIC_BYTES);
    return bytes + TOPIC_BYTES + text_put(to + bytes + TOPIC_BYTES, talker, sequence);
}

static void read_packet(struct guest *guest, int type, const uint8_t *body, size_t bytes, struct unit *unit) {
    unit->kind = HANDLED;
    unit->why = "a packet that was not asked for";
    if (type == SUBACK) {
        guest_present(guest);
    } else if (type == PUBLISH && bytes >= TOPIC_BYTES && !memcmp(body, TOPIC, TOPIC_BYTES)) {
        unit->kind = MESSAGE;
        unit->text = body + TOPIC_BYTES;
        unit->text_bytes = bytes - TOPIC_BYTES;
    } else if (type != CONNACK || bytes < 2 || body[1]) {
        unit->kind = DAMAGED;
    }
}

static size_t next(struct guest *guest, const uint8_t *bytes, size_t count, struct unit *unit) {
    size_t body, head = 1 + read_length(bytes + 1, count - 1, &body);
    if (head == 1 || count < head + body) return 0;
    read_packet(guest, bytes[0] >> 4, bytes + head, body, unit);
    return head + body;
}

const struct protocol mqtt = {
    .name = "mqtt", .echoes = true, .tells_people = false, .tells_everyone = false,
    .log_in = log_in, .leave = NULL, .put = put, .next = next,
};
