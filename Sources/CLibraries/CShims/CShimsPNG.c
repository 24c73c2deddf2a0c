#include "CShimsPNG.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct sink {
    uint8_t *bytes;
    size_t size, capacity;
    char *message;
    size_t message_size;
};

static void fail(png_structp png, png_const_charp text) {
    struct sink *sink = png_get_error_ptr(png);
    if (sink->message_size > 0) {
        strncpy(sink->message, text, sink->message_size - 1);
        sink->message[sink->message_size - 1] = 0;
    }
    longjmp(png_jmpbuf(png), 1);
}

static void warn(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void append(png_structp png, png_bytep data, size_t length) {
    struct sink *sink = png_get_io_ptr(png);
    if (sink->size + length > sink->capacity) {
        size_t capacity = sink->capacity == 0 ? 65536 : sink->capacity;
        while (capacity < sink->size + length) capacity *= 2;
        uint8_t *bytes = realloc(sink->bytes, capacity);
        if (bytes == NULL) png_error(png, "out of memory");
        sink->bytes = bytes;
        sink->capacity = capacity;
    }
    memcpy(sink->bytes + sink->size, data, length);
    sink->size += length;
}

static void flush(png_structp png) {
    (void)png;
}

int cshims_png_encode_palette(
    const uint8_t *pixels, uint32_t width, uint32_t height, int bit_depth,
    const uint8_t *palette, int colour_count, int level,
    uint8_t **out, size_t *out_size, char *message, size_t message_size) {
    struct sink sink = {NULL, 0, 0, message, message_size};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, fail, warn);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (info == NULL) {
        if (png != NULL) png_destroy_write_struct(&png, NULL);
        strncpy(message, "out of memory", message_size);
        return 1;
    }
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        free(sink.bytes);
        return 1;
    }
    png_set_write_fn(png, &sink, append, flush);
    png_set_IHDR(
        png, info, width, height, bit_depth, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
        PNG_FILTER_TYPE_DEFAULT);
    png_color colours[256];
    for (int index = 0; index < colour_count && index < 256; index++) {
        colours[index].red = palette[index * 3];
        colours[index].green = palette[index * 3 + 1];
        colours[index].blue = palette[index * 3 + 2];
    }
    png_set_PLTE(png, info, colours, colour_count);
    png_set_compression_level(png, level);
    // zlib moves its tables with every 32 KB: smaller ones cost less and find the same rows above.
    png_set_compression_mem_level(png, 6);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_write_info(png, info);
    size_t row_size = ((size_t)width * bit_depth + 7) / 8;
    for (uint32_t row = 0; row < height; row++) {
        png_write_row(png, (png_const_bytep)(pixels + row * row_size));
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    *out = sink.bytes;
    *out_size = sink.size;
    return 0;
}
