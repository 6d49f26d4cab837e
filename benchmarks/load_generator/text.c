#include "text.h"

#include <string.h>

enum { HEAD_BYTES = 13 };
static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
static char filler[64 + MAX_TEXT_BYTES];

void text_begin(void) {
    for (size_t i = 0; i < sizeof filler; i++) filler[i] = LETTERS[i % 64];
}

/* Two messages in a row begin at different letters, so that a mixture of them is noticed. */
static const char *letters_of(int talker, uint32_t sequence) {
    return filler + (sequence + (uint32_t)talker * 7) % 64;
}

static void put_hex(uint8_t *to, uint32_t value, int digits) {
    while (digits--) {
        to[digits] = (uint8_t)"0123456789abcdef"[value & 15];
        value >>= 4;
    }
}

static bool read_hex(const uint8_t *from, int digits, uint32_t *value) {
    *value = 0;
    for (int i = 0; i < digits; i++) {
        uint32_t digit = from[i];
        if (digit - '0' < 10) digit -= '0';
        else if (digit - 'a' < 6) digit -= 'a' - 10;
        else return false;
        *value = *value << 4 | digit;
    }
    return true;
}

size_t text_put(uint8_t *to, int talker, uint32_t sequence) {
    size_t bytes = (size_t)options.text_bytes;
    to[0] = '#';
    put_hex(to + 1, (uint32_t)talker, 4);
    put_hex(to + 5, sequence, 8);
    memcpy(to + HEAD_BYTES, letters_of(talker, sequence), bytes - HEAD_BYTES);
    return bytes;
}

bool text_read(const uint8_t *text, size_t bytes, int *talker, uint32_t *sequence) {
    uint32_t who;
    if (bytes != (size_t)options.text_bytes || text[0] != '#') return false;
    if (!read_hex(text + 1, 4, &who) || !read_hex(text + 5, 8, sequence)) return false;
    *talker = (int)who;
    return !memcmp(text + HEAD_BYTES, letters_of(*talker, *sequence), bytes - HEAD_BYTES);
}
