/* For the IRC daemons, by LD_PRELOAD: TCP_NODELAY on every connection that they accept.
 *
 * Neither sets it. So as shipped they wait up to 40 ms for an acknowledgement before a small message goes out, and
 * that wait would be measured instead of the daemon. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

static int without_delay(int fd) {
    int yes = 1;
    if (fd >= 0) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
}

int accept(int fd, struct sockaddr *address, socklen_t *size) {
    int (*real)(int, struct sockaddr *, socklen_t *);
    *(void **)&real = dlsym(RTLD_NEXT, "accept");
    return without_delay(real(fd, address, size));
}

int accept4(int fd, struct sockaddr *address, socklen_t *size, int flags) {
    int (*real)(int, struct sockaddr *, socklen_t *, int);
    *(void **)&real = dlsym(RTLD_NEXT, "accept4");
    return without_delay(real(fd, address, size, flags));
}
