/* Connections: logging in, sending, and receiving. Nobody is waited for; what cannot be sent at once is kept. */
#define _GNU_SOURCE
#include "check.h"
#include "load.h"
#include "protocols.h"
#include "talk.h"

#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ_BYTES = 256 * 1024, MOST_EVENTS = 4096, MOST_UNSENT = 256 << 20 };
static const uint32_t COMMANDS = UINT32_MAX;

static int epoll_fd;
static uint8_t buffer[READ_BYTES];

void guests_begin(void) {
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = COMMANDS};
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, STDIN_FILENO, &event)) give_up("the commands must come through a pipe");
    crowd.guests = calloc(MAX_GUESTS, sizeof *crowd.guests);
    if (!crowd.guests) give_up("there is not enough memory");
    for (int i = 0; i < MAX_GUESTS; i++) {
        crowd.guests[i] = (struct guest){.number = i, .fd = -1, .talker = -1};
        crowd.guests[i].is_rich = options.half_rich && i % 2;
    }
}

void guest_name(int number, char name[NAME_BYTES + 1]) {
    name[0] = 'u';
    for (int i = NAME_BYTES - 1; i > 0; i--, number /= 10) name[i] = (char)('0' + number % 10);
    name[NAME_BYTES] = 0;
}

static void keep(struct bytes *bytes, const void *more, size_t count) {
    if (bytes->count + count > bytes->room) {
        bytes->room = (bytes->count + count) * 2;
        bytes->at = realloc(bytes->at, bytes->room);
        if (!bytes->at) give_up("there is not enough memory");
    }
    memmove(bytes->at + bytes->count, more, count);
    bytes->count += count;
}

static void watch(struct guest *guest, bool wants_out, int operation) {
    struct epoll_event event = {.events = EPOLLIN | (wants_out ? EPOLLOUT : 0), .data.u32 = (uint32_t)guest->number};
    guest->wants_out = wants_out;
    epoll_ctl(epoll_fd, operation, guest->fd, &event);
}

void guest_come(struct guest *guest) {
    int yes = 1;
    struct sockaddr_in room = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options.port),
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    guest->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (guest->fd < 0) give_up("guest %d gets no socket: %s", guest->number, strerror(errno));
    setsockopt(guest->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(guest->fd, (struct sockaddr *)&room, sizeof room) && errno != EINPROGRESS)
        give_up("guest %d cannot connect: %s", guest->number, strerror(errno));
    guest->state = CONNECTING;
    watch(guest, true, EPOLL_CTL_ADD);
}

void guest_close(struct guest *guest) {
    if (guest->fd >= 0) close(guest->fd);
    guest->fd = -1;
    guest->state = GONE;
}

void guest_forget(struct guest *guest) {
    guest_close(guest);
    free(guest->unread.at);
    free(guest->unsent.at);
    free(guest->expected);
    *guest = (struct guest){.number = guest->number, .fd = -1, .talker = -1, .is_rich = guest->is_rich};
}

static void lose(struct guest *guest, const char *why) {
    if (guest->state == GONE) return;
    if (crowd.gone++ < 5) fprintf(stderr, "guest %d is gone: %s\n", guest->number, why);
    guest_close(guest);
}

void guest_send(struct guest *guest, const void *bytes, size_t count) {
    if (guest->state == GONE) return;
    if (!guest->wants_out) {
        ssize_t sent = send(guest->fd, bytes, count, MSG_NOSIGNAL);
        if (sent == (ssize_t)count) return;
        if (sent < 0 && errno != EAGAIN) {
            lose(guest, strerror(errno));
            return;
        }
        if (sent < 0) sent = 0;
        bytes = (const uint8_t *)bytes + sent;
        count -= (size_t)sent;
        watch(guest, true, EPOLL_CTL_MOD);
    }
    if (guest->unsent.count + count > MOST_UNSENT) give_up("the server does not read what it is sent");
    keep(&guest->unsent, bytes, count);
}

void guest_present(struct guest *guest) {
    if (guest->state != LOGGING_IN) return;
    guest->state = PRESENT;
    crowd.present++;
}

void guest_arrived(struct guest *guest) {
    if (++guest->known != crowd.count || guest->is_settled) return;
    guest->is_settled = true;
    crowd.settled++;
    crowd.settled_at = crowd.heard_at;
}

void guest_departed(struct guest *guest) {
    guest->known--;
    guest->departures++;
}

static void on_connected(struct guest *guest) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(guest->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) {
        lose(guest, strerror(error));
        return;
    }
    watch(guest, false, EPOLL_CTL_MOD);
    guest->state = LOGGING_IN;
    options.protocol->log_in(guest);
}

static void on_writable(struct guest *guest) {
    struct bytes *unsent = &guest->unsent;
    ssize_t sent = send(guest->fd, unsent->at, unsent->count, MSG_NOSIGNAL);
    if (sent < 0) {
        if (errno != EAGAIN) lose(guest, strerror(errno));
        return;
    }
    unsent->count -= (size_t)sent;
    memmove(unsent->at, unsent->at + sent, unsent->count);
    if (!unsent->count) watch(guest, false, EPOLL_CTL_MOD);
}

static void on_readable(struct guest *guest) {
    struct bytes *unread = &guest->unread;
    size_t count = unread->count;
    memcpy(buffer, unread->at ? unread->at : buffer, count);
    ssize_t got = recv(guest->fd, buffer + count, READ_BYTES - count, 0);
    if (got <= 0) {
        if (!got || errno != EAGAIN) lose(guest, got ? strerror(errno) : "closed by the server");
        return;
    }
    crowd.heard_at = guest->heard_at = now_ns();
    crowd.reads++;
    count += (size_t)got;
    size_t taken = check_bytes(guest, buffer, count, crowd.heard_at);
    if (count - taken == READ_BYTES) give_up("guest %d is sent a unit without an end", guest->number);
    unread->count = 0;
    if (taken < count) keep(unread, buffer + taken, count - taken);
    talk_go_on();
}

static void on_event(const struct epoll_event *event) {
    if (event->data.u32 == COMMANDS) {
        crowd.has_command = true;
        return;
    }
    struct guest *guest = &crowd.guests[event->data.u32];
    if (guest->state == GONE) return;
    if (guest->state == CONNECTING) {
        on_connected(guest);
        return;
    }
    if (event->events & EPOLLOUT && guest->wants_out) on_writable(guest);
    if (guest->state != GONE && event->events & (EPOLLIN | EPOLLHUP | EPOLLERR)) on_readable(guest);
}

void guests_serve(double wait_seconds) {
    static struct epoll_event events[MOST_EVENTS];
    int count = epoll_wait(epoll_fd, events, MOST_EVENTS, (int)ceil(wait_seconds * 1e3));
    uint64_t began = now_ns();
    for (int i = 0; i < count; i++) on_event(&events[i]);
    crowd.busy_ns += now_ns() - began;
}
