/* NATS: a subject called room. Nobody is told who is there. */
#define _GNU_SOURCE
#include "protocols.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void log_in(struct guest *guest) {
    char name[NAME_BYTES + 1], lines[256];
    guest_name(guest->number, name);
    int count = snprintf(lines, sizeof lines,
                         "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":true,\"lang\":\"c\",\"version\":\"1\","
                         "\"name\":\"%s\"}\r\nSUB room 1\r\nPING\r\n", name);
    guest_send(guest, lines, (size_t)count);
}

static size_t put(uint8_t *to, int talker, uint32_t sequence) {
    size_t bytes = (size_t)sprintf((char *)to, "PUB room %d\r\n", options.text_bytes);
    bytes += text_put(to + bytes, talker, sequence);
    memcpy(to + bytes, "\r\n", 2);
    return bytes + 2;
}

/* `MSG room 1 64`, a line feed, and as many bytes and another. */
static size_t next_message(const uint8_t *line, size_t head, size_t count, struct unit *unit) {
    unit->text = line + head;
    unit->text_bytes = strtoul((const char *)line + strlen("MSG room 1 "), NULL, 10);
    size_t whole = head + unit->text_bytes + 2;
    if (count < whole) return 0;
    unit->kind = memcmp(line + whole - 2, "\r\n", 2) ? DAMAGED : MESSAGE;
    unit->why = "a message longer than it says";
    return whole;
}

static size_t next(struct guest *guest, const uint8_t *bytes, size_t count, struct unit *unit) {
    const uint8_t *end = memchr(bytes, '\n', count);
    if (!end) return 0;
    size_t length = (size_t)(end - bytes) + 1;
    unit->kind = HANDLED;
    if (length > 11 && !memcmp(bytes, "MSG room 1 ", 11)) return next_message(bytes, length, count, unit);
    if (!memcmp(bytes, "PING", 4)) guest_send(guest, "PONG\r\n", 6);
    else if (!memcmp(bytes, "PONG", 4)) guest_present(guest);
    else if (memcmp(bytes, "INFO", 4) && memcmp(bytes, "+OK", 3)) {
        unit->kind = DAMAGED;
        unit->why = "an error of the server";
    }
    return length;
}

const struct protocol nats = {
    .name = "nats", .echoes = true, .tells_people = false, .tells_everyone = false,
    .log_in = log_in, .leave = NULL, .put = put, .next = next,
};
