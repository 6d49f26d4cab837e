/* A whole client of LAN Chatroom's plain protocol (docs/protocol.md), for Linux, macOS and Windows.
   gcc -std=c99 -Wall -Wextra -pedantic chat_client.c -o chat_client -pthread     (on Windows -lws2_32)
   chat_client NAME [HOST[:PORT]]     Without an address it asks the network (a number: at that UDP port).
   Type a line to say it to all, "@bob text" to whisper to bob, "/quit" to leave. */
#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#define PREPARE() WSAStartup(2, &(WSADATA){0})
#define THREAD DWORD WINAPI
#define START(function) CreateThread(NULL, 0, function, NULL, 0, NULL)
#else
#define _DEFAULT_SOURCE
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <sys/select.h>
#define SOCKET int
#define PREPARE() signal(SIGPIPE, SIG_IGN)
#define THREAD void *
#define START(function) pthread_create(&(pthread_t){0}, NULL, function, NULL)
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
enum { STX = 2, ETX = 3, MAX_LINE = 16384, MAX_PAYLOAD = 65536 };
static SOCKET room;
static char frame[MAX_PAYLOAD + 2]; /* the last frame: type, payload, and a NUL behind it */

static void give_up(const char *why) { fprintf(stderr, "%s\n", why); exit(1); }

/* Asks all computers around, and this one (§1). The answer says the TCP port, and its sender is the host. */
static void find_room(int udp_port, struct sockaddr_in *address) {
    char answer[6] = "";
    SOCKET udp = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(udp, SOL_SOCKET, SO_BROADCAST, (char *)&(int){1}, sizeof(int));
    for (int i = 0; i < 10 && atoi(answer) == 0; i++) { /* a datagram can get lost, so ask again */
        struct timeval wait = {i % 2, 100000};
        socklen_t size = sizeof *address;
        fd_set ready;
        address->sin_port = htons((unsigned short)udp_port);
        address->sin_addr.s_addr = htonl(i % 2 ? INADDR_BROADCAST : INADDR_LOOPBACK);
        sendto(udp, "REQUEST FOR IP ADDRESS AND SERVERPORT", 37, 0, (struct sockaddr *)address, size);
        FD_ZERO(&ready);
        FD_SET(udp, &ready);
        if (select((int)udp + 1, &ready, NULL, NULL, &wait) > 0)
            recvfrom(udp, answer, 5, 0, (struct sockaddr *)address, &size);
    }
    if (atoi(answer) == 0) give_up("No room has answered. Give its address as HOST:PORT.");
    address->sin_port = htons((unsigned short)atoi(answer));
}

/* Sends STX, type, text, ETX. The text may hold neither mark, and send() may take less than it was given. */
static void send_frame(char type, const char *text) {
    char out[MAX_LINE + 3] = {STX, type};
    int length = 2, taken = 1;
    for (; *text && length < MAX_LINE + 2; text++)
        if (*text != STX && *text != ETX) out[length++] = *text;
    out[length++] = ETX;
    for (char *next = out; next < out + length && taken > 0; next += taken)
        taken = (int)send(room, next, (size_t)(out + length - next), 0);
}

/* Puts the next frame into `frame` and returns its type, or 0 when the connection is over.
   TCP carries bytes and knows no frames: recv() may bring half a frame, or three and a half. So take byte after
   byte, call recv() only when all that the last one brought is used up, and keep the rest for the next frame. */
static int next_frame(void) {
    static char bytes[4096];
    static int count, used;
    for (int length = -1;;) { /* of this frame so far; -1 outside of frames */
        if (used == count) {
            used = 0;
            if ((count = (int)recv(room, bytes, sizeof bytes, 0)) <= 0) return count = 0;
        }
        char byte = bytes[used++];
        if (byte == STX) length = 0; /* a frame begins; one that lost its end is dropped */
        else if (byte == ETX && length > 0) return frame[length] = 0, frame[0];
        else if (byte == ETX || length < 0) length = -1; /* no type, or a byte outside of frames: skipped */
        else if (length > MAX_PAYLOAD) give_up("The room sends a frame without an end.");
        else frame[length++] = byte;
    }
}

static char *read_line(char *line) { /* without its end; NULL when there is none left */
    return fgets(line, MAX_LINE, stdin) ? line[strcspn(line, "\r\n")] = 0, line : NULL;
}

static THREAD talk(void *unused) { /* waits for the keyboard, while main() waits for the room */
    static char line[MAX_LINE], *space;
    while (read_line(line) && strcmp(line, "/quit") != 0) {
        if (line[0] == '@' && (space = strchr(line, ' '))) *space = ',', send_frame('2', line + 1);
        else if (line[0]) send_frame('3', line);
    }
    shutdown(room, 1); /* we send no more: the room closes, and recv() returns 0 */
    (void)unused;
    return 0;
}

int main(int argc, char **argv) {
    static const char *shown[] = {"! %s is taken, try another:\n", "= %s\n", "+ %s\n", "- %s\n", "%s\n"};
    struct sockaddr_in address = {.sin_family = AF_INET};
    struct addrinfo wanted = {.ai_family = AF_INET}, *found;
    char *host = argc > 2 ? strtok(argv[2], ":") : "6000", *port = argc > 2 ? strtok(NULL, ":") : NULL;
    PREPARE();
    if (argc < 2 || !host) give_up("Give a NAME, and perhaps HOST:PORT.");
    if (strspn(host, "0123456789") == strlen(host)) find_room(atoi(host), &address);
    else if (getaddrinfo(host, port ? port : "9999", &wanted, &found)) give_up("There is no such address.");
    else address = *(struct sockaddr_in *)found->ai_addr;
    room = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(room, (struct sockaddr *)&address, sizeof address)) give_up("Nobody serves at that address.");
    setvbuf(stdout, NULL, _IONBF, 0); /* each line is seen at once */
    send_frame('1', argv[1]);
    for (int type, is_in = 0; (type = next_frame());) {
        if (type >= '0' && type <= '4') printf(shown[type - '0'], frame + 1);
        if (type == '0' && !read_line(frame)) break;
        if (type == '0') send_frame('1', frame); /* that name is taken: the line is another one */
        if (type == '1' && !is_in++) START(talk); /* the list of who is here has begun: the name was free */
    }
    puts("The connection is closed.");
}
