/* The chatroom's own protocol: frames between STX and ETX; plain, and rich (docs/protocol.md §2 and §4). */
#define _GNU_SOURCE
#include "protocols.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

enum { STX = 2, ETX = 3 };

static void log_in(struct guest *guest) {
    char name[NAME_BYTES + 1], frames[128];
    guest_name(guest->number, name);
    /* Rich is asked for with the very first frame; nobody has to wait for the answer to it. */
    const char *hello = guest->is_rich ? "\x02" "5{\"v\":1,\"app\":\"load\",\"lang\":\"en\"}\x03" : "";
    int count = snprintf(frames, sizeof frames, "%s\x02" "1%s\x03", hello, name);
    guest_send(guest, frames, (size_t)count);
}

/* Without a bye, a rich guest's place is kept for 15 seconds, and nobody would be told that it is gone. */
static void leave(struct guest *guest) {
    static const char bye[] = "\x02" "6{\"t\":\"bye\"}\x03";
    if (guest->is_rich) guest_send(guest, bye, sizeof bye - 1);
}

static size_t put(uint8_t *to, int talker, uint32_t sequence) {
    to[0] = STX, to[1] = '3';
    size_t bytes = 2 + text_put(to + 2, talker, sequence);
    to[bytes] = ETX;
    return bytes + 1;
}

static size_t frame_bytes(const uint8_t *bytes, size_t count) {
    const uint8_t *end = count ? memchr(bytes, ETX, count) : NULL;
    return end ? (size_t)(end - bytes) + 1 : 0;
}

static bool begins(const uint8_t *bytes, size_t count, const char *with) {
    size_t length = strlen(with);
    return count >= length && !memcmp(bytes, with, length);
}

static void damaged(struct unit *unit, const char *why) {
    unit->kind = DAMAGED;
    unit->why = why;
}

/* A 4 frame: STX, 4, the name, a colon and a space, the text, ETX. */
static void read_line(const uint8_t *frame, size_t bytes, struct unit *unit) {
    const uint8_t *text = memmem(frame, bytes, ": ", 2);
    if (!text) {
        damaged(unit, "a line that nobody said");
        return;
    }
    unit->kind = MESSAGE;
    unit->name = frame + 2;
    unit->name_bytes = (size_t)(text - unit->name);
    unit->text = text + 2;
    unit->text_bytes = bytes - 1 - (size_t)(unit->text - frame);
}

static void on_here_already(struct guest *guest, const uint8_t *frame, size_t bytes) {
    char own[NAME_BYTES + 1];
    guest_name(guest->number, own);
    if (bytes == NAME_BYTES + 3 && !memcmp(frame + 2, own, NAME_BYTES)) guest_present(guest);
    guest_arrived(guest);
}

/* An annotation and the line behind it are one unit; every other object is skipped. */
static size_t next_object(const uint8_t *frame, size_t bytes, size_t count, struct unit *unit) {
    unit->kind = HANDLED;
    if (begins(frame + 2, bytes - 2, "{\"t\":\"pong\"")) crowd.pongs++;
    if (!begins(frame + 2, bytes - 2, "{\"t\":\"msg\"")) return bytes;
    size_t line = frame_bytes(frame + bytes, count - bytes);
    if (!line) return 0;
    if (begins(frame + bytes, line, "\x02" "4")) read_line(frame + bytes, line, unit);
    else damaged(unit, "an annotation without its line");
    return bytes + line;
}

static size_t next(struct guest *guest, const uint8_t *bytes, size_t count, struct unit *unit) {
    size_t length = frame_bytes(bytes, count);
    if (!length) return 0;
    unit->kind = HANDLED;
    if (bytes[0] != STX || length < 3) {
        damaged(unit, "no frame");
        return length;
    }
    switch (bytes[1]) {
    case '0': give_up("guest %d may not have its name: %.*s", guest->number, (int)length - 3, bytes + 2);
    case '1': on_here_already(guest, bytes, length); break;
    case '2': guest_arrived(guest); break;
    case '3': guest_departed(guest); break;
    case '4':
        if (guest->is_rich) damaged(unit, "a line without its annotation");
        else read_line(bytes, length, unit);
        break;
    case '5':
    case '6':
        if (guest->is_rich) return next_object(bytes, length, count, unit);
        damaged(unit, "an object for a plain guest");
        break;
    default: damaged(unit, "an unknown type");
    }
    return length;
}

const struct protocol chatroom = {
    .name = "chatroom", .echoes = true, .tells_people = true, .tells_everyone = true,
    .log_in = log_in, .leave = leave, .put = put, .next = next,
};
