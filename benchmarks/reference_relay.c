/* What one core can do at most with plain sockets: the relay that all others are compared with.
 *
 *   reference_relay PORT
 *
 * One thread and one epoll speak the plain chatroom protocol (docs/protocol.md §2), without limits and without checks.
 * What comes in during one turn of the loop is appended once to a shared log; at the end of the turn every guest gets
 * one send() of the same bytes. A guest is a place in that log, and the pieces that are for this guest alone, each
 * tied to the place behind which it belongs. Nearly all of the time is spent in the kernel.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { STX = 2, ETX = 3, NAME_BYTES = 96, FRAME_BYTES = 65536, MOST_WAITING = 8 << 20, MOST_EVENTS = 1024 };
enum { BUCKETS = 1 << 16, MOST_PARTS = 64 };

struct piece { /* for one guest alone, due once the log was sent up to `place` */
    struct piece *next;
    uint64_t place;
    size_t count, sent;
    char bytes[];
};

struct guest {
    int fd, seat; /* the seat: where in `seated`, or -1 before the login */
    bool is_blocked, is_leaving, is_owed;
    uint64_t place; /* everything of the log before it is sent */
    struct piece *first, *last;
    char *unread; /* the beginning of a frame */
    size_t unread_count, unread_room;
    struct guest *next_in_bucket, *next_owed, *next_leaving;
    size_t name_bytes;
    char name[NAME_BYTES];
};

struct buffer {
    char *at;
    size_t count, room;
};

static int epoll_fd;
static struct guest **seated, *owed, *leaving, *buckets[BUCKETS];
static int seated_count, seated_room, blocked_count;
static struct buffer shared_log, roster; /* the roster: the 1 frames of all who are here, ready to be sent */
static uint64_t log_begin;               /* the place of the first byte that the log still holds */

static uint64_t log_end(void) { return log_begin + shared_log.count; }

static char *grow(struct buffer *buffer, size_t count) {
    if (buffer->count + count > buffer->room) {
        buffer->room = (buffer->count + count) * 2;
        buffer->at = realloc(buffer->at, buffer->room);
    }
    buffer->count += count;
    return buffer->at + buffer->count - count;
}

static char *put(char *to, const void *bytes, size_t count) {
    memcpy(to, bytes, count);
    return to + count;
}

static void put_name_frame(char *to, char type, const char *name, size_t bytes) {
    *to++ = STX;
    *to++ = type;
    *put(to, name, bytes) = ETX;
}

/* `name: text`, as everybody is shown it. */
static size_t line_bytes(const struct guest *from, size_t text_bytes) { return from->name_bytes + text_bytes + 5; }

static void put_line(char *to, const struct guest *from, const char *text, size_t bytes) {
    *to++ = STX;
    *to++ = '4';
    to = put(put(to, from->name, from->name_bytes), ": ", 2);
    *put(to, text, bytes) = ETX;
}

/* ---- names --------------------------------------------------------------------------------------------- */

static struct guest **bucket_of(const char *name, size_t bytes) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < bytes; i++) hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    return &buckets[(hash ^ hash >> 16) % BUCKETS];
}

static struct guest *guest_called(const char *name, size_t bytes) {
    struct guest *guest = *bucket_of(name, bytes);
    while (guest && (guest->name_bytes != bytes || memcmp(guest->name, name, bytes))) guest = guest->next_in_bucket;
    return guest;
}

/* ---- what is to be sent -------------------------------------------------------------------------------- */

/* Room for so many bytes for one guest alone, at this place of what it is sent. */
static char *own_piece(struct guest *guest, size_t count) {
    struct piece *piece = malloc(sizeof *piece + count);
    *piece = (struct piece){.place = log_end(), .count = count};
    if (guest->last) guest->last->next = piece;
    else guest->first = piece;
    guest->last = piece;
    if (guest->seat < 0 && !guest->is_owed) {
        guest->is_owed = true;
        guest->next_owed = owed;
        owed = guest;
    }
    return piece->bytes;
}

static void drop(struct guest *guest) {
    if (guest->is_leaving) return;
    guest->is_leaving = true;
    guest->next_leaving = leaving;
    leaving = guest;
}

static void block(struct guest *guest, bool is_blocked) {
    if (guest->is_blocked == is_blocked) return;
    struct epoll_event event = {.events = EPOLLIN | (is_blocked ? EPOLLOUT : 0), .data.ptr = guest};
    guest->is_blocked = is_blocked;
    blocked_count += is_blocked ? 1 : -1;
    epoll_ctl(epoll_fd, EPOLL_CTL_MOD, guest->fd, &event);
}

static size_t add_log(struct iovec *part, uint64_t from, uint64_t to) {
    *part = (struct iovec){shared_log.at + (from - log_begin), (size_t)(to - from)};
    return 1;
}

/* What a guest is to be sent, in its order: the log, and its own pieces in between. */
static size_t collect(const struct guest *guest, struct iovec *parts) {
    size_t count = 0;
    uint64_t place = guest->place;
    const struct piece *piece = guest->first;
    for (; piece && count + 3 < MOST_PARTS; piece = piece->next) {
        if (guest->seat >= 0 && piece->place > place) {
            count += add_log(&parts[count], place, piece->place);
            place = piece->place;
        }
        parts[count++] = (struct iovec){(char *)piece->bytes + piece->sent, piece->count - piece->sent};
    }
    if (!piece && guest->seat >= 0 && log_end() > place) count += add_log(&parts[count], place, log_end());
    return count;
}

/* Moves a guest on by what the kernel has taken. */
static void advance(struct guest *guest, size_t taken) {
    while (taken) {
        struct piece *piece = guest->first;
        uint64_t upto = piece ? piece->place : log_end();
        bool is_log = guest->seat >= 0 && guest->place < upto;
        size_t there = is_log ? (size_t)(upto - guest->place) : piece->count - piece->sent;
        size_t step = there < taken ? there : taken;
        taken -= step;
        if (is_log) {
            guest->place += step;
        } else if ((piece->sent += step) == piece->count) {
            guest->first = piece->next;
            if (!guest->first) guest->last = NULL;
            free(piece);
        }
    }
}

static size_t waiting(const struct guest *guest) {
    size_t sum = guest->seat >= 0 ? (size_t)(log_end() - guest->place) : 0;
    for (const struct piece *piece = guest->first; piece; piece = piece->next) sum += piece->count - piece->sent;
    return sum;
}

/* Sends what is due: one call. */
static void serve(struct guest *guest) {
    struct iovec parts[MOST_PARTS];
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = collect(guest, parts)};
    if (message.msg_iovlen) {
        ssize_t sent = sendmsg(guest->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN) drop(guest);
        else if (sent > 0) advance(guest, (size_t)sent);
    }
    block(guest, waiting(guest) > 0);
}

/* ---- what is understood -------------------------------------------------------------------------------- */

static void seat(struct guest *guest) {
    struct guest **bucket = bucket_of(guest->name, guest->name_bytes);
    guest->next_in_bucket = *bucket;
    *bucket = guest;
    if (seated_count == seated_room) {
        seated_room = seated_room ? seated_room * 2 : 64;
        seated = realloc(seated, sizeof *seated * (size_t)seated_room);
    }
    guest->seat = seated_count;
    seated[seated_count++] = guest;
}

static void log_in(struct guest *guest, const char *name, size_t bytes) {
    if (!bytes || bytes > NAME_BYTES || guest_called(name, bytes)) {
        put_name_frame(own_piece(guest, bytes + 3), '0', name, bytes);
        return;
    }
    memcpy(guest->name, name, bytes);
    guest->name_bytes = bytes;
    put_name_frame(grow(&shared_log, bytes + 3), '2', name, bytes); /* for everybody but this guest, */
    guest->place = log_end();                                       /* who begins behind it */
    put_name_frame(grow(&roster, bytes + 3), '1', name, bytes);
    memcpy(own_piece(guest, roster.count), roster.at, roster.count);
    seat(guest);
}

static void unseat(struct guest *guest) {
    char frame[NAME_BYTES + 3];
    size_t bytes = guest->name_bytes + 3;
    if (guest->seat < 0) return;
    struct guest **at = bucket_of(guest->name, guest->name_bytes);
    while (*at != guest) at = &(*at)->next_in_bucket;
    *at = guest->next_in_bucket;
    put_name_frame(frame, '1', guest->name, guest->name_bytes);
    char *entry = memmem(roster.at, roster.count, frame, bytes);
    roster.count -= bytes;
    memmove(entry, entry + bytes, roster.count - (size_t)(entry - roster.at));
    seated[guest->seat] = seated[--seated_count];
    seated[guest->seat]->seat = guest->seat;
    guest->seat = -1;
    put_name_frame(grow(&shared_log, bytes), '3', guest->name, guest->name_bytes);
}

static void whisper(const struct guest *from, const char *name, size_t bytes) {
    const char *comma = memchr(name, ',', bytes);
    struct guest *to = comma ? guest_called(name, (size_t)(comma - name)) : NULL;
    if (!to) return;
    size_t text_bytes = bytes - (size_t)(comma + 1 - name);
    put_line(own_piece(to, line_bytes(from, text_bytes)), from, comma + 1, text_bytes);
}

static void understand(struct guest *guest, const char *frame, size_t bytes) { /* without STX and ETX */
    if (!bytes) return;
    if (guest->seat < 0) {
        if (*frame == '1') log_in(guest, frame + 1, bytes - 1);
    } else if (*frame == '3') {
        put_line(grow(&shared_log, line_bytes(guest, bytes - 1)), guest, frame + 1, bytes - 1);
    } else if (*frame == '2') {
        whisper(guest, frame + 1, bytes - 1);
    }
}

static void keep_unread(struct guest *guest, const char *from, size_t count) {
    if (count >= FRAME_BYTES) {
        drop(guest);
        return;
    }
    if (count > guest->unread_room) guest->unread = realloc(guest->unread, guest->unread_room = count * 2);
    if (count) memcpy(guest->unread, from, count);
    guest->unread_count = count;
}

static void on_readable(struct guest *guest) {
    static char buffer[2 * FRAME_BYTES];
    size_t count = guest->unread_count;
    if (count) memcpy(buffer, guest->unread, count);
    ssize_t got = recv(guest->fd, buffer + count, FRAME_BYTES, 0);
    if (got <= 0) {
        if (!got || errno != EAGAIN) drop(guest);
        return;
    }
    char *at = buffer, *end = buffer + count + got;
    while (at < end) {
        char *frame_end = memchr(at, ETX, (size_t)(end - at));
        if (*at != STX) drop(guest);
        if (!frame_end || guest->is_leaving) break;
        understand(guest, at + 1, (size_t)(frame_end - at) - 1);
        at = frame_end + 1;
    }
    keep_unread(guest, at, (size_t)(end - at));
}

/* ---- the loop ------------------------------------------------------------------------------------------ */

static void serve_everybody(void) {
    for (; owed; owed = owed->next_owed) { /* refused names: their owners have no seat */
        owed->is_owed = false;
        if (owed->seat < 0 && !owed->is_leaving) serve(owed);
    }
    for (int i = 0; i < seated_count; i++) {
        struct guest *guest = seated[i];
        if (guest->is_leaving) continue;
        if (!guest->is_blocked && (guest->place != log_end() || guest->first)) serve(guest);
        if (guest->is_blocked && waiting(guest) > MOST_WAITING) drop(guest);
    }
}

static void forget(struct guest *guest) {
    if (guest->is_blocked) blocked_count--;
    unseat(guest);
    close(guest->fd);
    for (struct piece *piece = guest->first, *next; piece; piece = next) {
        next = piece->next;
        free(piece);
    }
    free(guest->unread);
    free(guest);
}

/* What everybody has been sent need not be kept. */
static void shorten_log(void) {
    uint64_t least = log_end();
    for (int i = 0; blocked_count && i < seated_count; i++)
        if (seated[i]->place < least) least = seated[i]->place;
    if (blocked_count && least - log_begin < shared_log.count / 2) return; /* moving costs as much as there is */
    shared_log.count -= (size_t)(least - log_begin);
    memmove(shared_log.at, shared_log.at + (least - log_begin), shared_log.count);
    log_begin = least;
}

static void end_turn(void) {
    serve_everybody();
    while (leaving) { /* whoever leaves is told of to the others, which may fail for some more */
        while (leaving) {
            struct guest *guest = leaving;
            leaving = guest->next_leaving;
            forget(guest);
        }
        serve_everybody();
    }
    if (shared_log.count && (!blocked_count || shared_log.count > 1 << 20)) shorten_log();
}

static void accept_guests(int listener) {
    int fd, yes = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct guest *guest = calloc(1, sizeof *guest);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = guest};
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        guest->fd = fd;
        guest->seat = -1;
        epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
    }
}

static int listen_on(int port) {
    int yes = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 4096)) {
        perror("reference_relay: cannot listen");
        exit(1);
    }
    return fd;
}

int main(int count, char **values) {
    static struct epoll_event events[MOST_EVENTS];
    if (count != 2) return fprintf(stderr, "usage: reference_relay PORT\n"), 2;
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    int listener = listen_on(atoi(values[1]));
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int ready = epoll_wait(epoll_fd, events, MOST_EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            struct guest *guest = events[i].data.ptr;
            if (!guest) accept_guests(listener);
            else if (guest->is_leaving) continue;
            else if (events[i].events & EPOLLOUT) serve(guest);
            if (guest && !guest->is_leaving && events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) on_readable(guest);
        }
        end_turn();
    }
}
