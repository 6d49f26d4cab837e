/* BROKEN ON PURPOSE: chat_client.c with the classic mistake, in next_frame(). Can you break it in class?
   gcc -std=c99 -Wall -Wextra -pedantic broken_client.c -o broken_client -pthread     (on Windows -lws2_32)
   broken_client NAME [HOST[:PORT]]     Without an address it asks the network (a number: at that UDP port).
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

/* THE MISTAKE, on purpose: what one recv() brings is taken for one whole frame. While messages come slowly, one by
   one, it works. But TCP carries bytes and knows no frames; chat_client.c has it right. */
static int next_frame(void) {
    char bytes[4096] = "";
    int count = (int)recv(room, bytes, sizeof bytes - 1, 0);
    if (count <= 0) return 0;
    bytes[count - 1] = 0; /* "here stands the ETX" */
    snprintf(frame, sizeof frame, "%s", bytes + 1); /* "and all from behind the STX to there is one frame" */
    return frame[0] ? frame[0] : '?';
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
