/* IRC: a channel called #room. A talker is not sent its own messages. */
#define _GNU_SOURCE
#include "protocols.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

static const char SAY[] = "PRIVMSG #room :";
enum { SAY_BYTES = sizeof SAY - 1 };

static void log_in(struct guest *guest) {
    char name[NAME_BYTES + 1], lines[64];
    guest_name(guest->number, name);
    int count = snprintf(lines, sizeof lines, "NICK %s\r\nUSER %s 0 * :%s\r\n", name, name, name);
    guest_send(guest, lines, (size_t)count);
}

static size_t put(uint8_t *to, int talker, uint32_t sequence) {
    memcpy(to, SAY, SAY_BYTES);
    size_t bytes = SAY_BYTES + text_put(to + SAY_BYTES, talker, sequence);
    memcpy(to + bytes, "\r\n", 2);
    return bytes + 2;
}

static void damaged(struct unit *unit, const char *why) {
    unit->kind = DAMAGED;
    unit->why = why;
}

/* `:u0001!u0001@host PRIVMSG #room :text`, where `command` begins at PRIVMSG. */
static void read_line(const uint8_t *line, size_t bytes, const uint8_t *command, struct unit *unit) {
    const uint8_t *name_end = memchr(line, '!', (size_t)(command - line));
    if (!name_end || line[bytes - 2] != '\r') {
        damaged(unit, "a message from nobody");
        return;
    }
    unit->kind = MESSAGE;
    unit->name = line + 1;
    unit->name_bytes = (size_t)(name_end - unit->name);
    unit->text = command + SAY_BYTES;
    unit->text_bytes = bytes - 2 - (size_t)(unit->text - line);
}

static bool is_command(const uint8_t *at, const uint8_t *end, const char *name) {
    size_t length = strlen(name);
    return (size_t)(end - at) > length && !memcmp(at, name, length) && at[length] == ' ';
}

static void react(struct guest *guest, const uint8_t *command, const uint8_t *end, struct unit *unit) {
    if (is_command(command, end, "001")) guest_send(guest, "JOIN #room\r\n", 12);
    else if (is_command(command, end, "366")) guest_present(guest);
    else if (is_command(command, end, "JOIN")) guest_arrived(guest);
    else if (is_command(command, end, "QUIT")) guest_departed(guest);
    /* 422 says that there is no message of the day; every other error is one. */
    else if (command[0] == '4' && !is_command(command, end, "422")) damaged(unit, "an error of the server");
}

static size_t next(struct guest *guest, const uint8_t *bytes, size_t count, struct unit *unit) {
    const uint8_t *end = memchr(bytes, '\n', count);
    if (!end) return 0;
    end++;
    size_t length = (size_t)(end - bytes);
    unit->kind = HANDLED;
    if (is_command(bytes, end, "PING")) {
        guest_send(guest, "PONG", 4);
        guest_send(guest, bytes + 4, length - 4);
    } else if (is_command(bytes, end, "ERROR")) {
        damaged(unit, "an error of the server");
    } else if (bytes[0] == ':') {
        const uint8_t *space = memchr(bytes, ' ', length);
        if (!space) damaged(unit, "no line of IRC");
        else if ((size_t)(end - space) > SAY_BYTES && !memcmp(space + 1, SAY, SAY_BYTES))
            read_line(bytes, length, space + 1, unit);
        else react(guest, space + 1, end, unit);
    }
    return length;
}

const struct protocol irc = {
    .name = "irc", .echoes = false, .tells_people = true, .tells_everyone = false,
    .log_in = log_in, .leave = NULL, .put = put, .next = next,
};
