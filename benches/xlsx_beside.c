/* The cells of benches/export.rs through libxlsxwriter: two worksheets in constant memory. The cells come
   as one file (see `write_cells`), read before the clock starts. Prints seconds, peak kilobytes, bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <xlsxwriter.h>

int main(int count, char **argument) {
    if (count != 3) return 2;
    struct stat about;
    if (stat(argument[1], &about)) return 1;
    char *cells = malloc(about.st_size);
    FILE *file = fopen(argument[1], "rb");
    if (!cells || !file || fread(cells, 1, about.st_size, file) != (size_t)about.st_size) return 1;
    fclose(file);
    struct timespec begun, done;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = NULL};
    lxw_workbook *book = workbook_new_opt(argument[2], &options);
    lxw_format *date = workbook_add_format(book);
    format_set_num_format(date, "dd/mm/yyyy");
    unsigned columns;
    memcpy(&columns, cells, 4);
    for (int pass = 0; pass < 2; pass++) {
        lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
        char *at = cells + 4, *end = cells + about.st_size;
        for (lxw_row_t row = 1; at < end; row++) {
            for (lxw_col_t column = 0; column < columns; column++) {
                char kind = *at++;
                unsigned length;
                double number;
                if (kind == 's') {
                    memcpy(&length, at, 4);
                    worksheet_write_string(sheet, row, column, at + 4, NULL);
                    at += length + 5;
                } else if (kind != '-') {
                    memcpy(&number, at, 8);
                    worksheet_write_number(sheet, row, column, number, kind == 'd' ? date : NULL);
                    at += 8;
                }
            }
        }
    }
    if (workbook_close(book)) return 1;
    clock_gettime(CLOCK_MONOTONIC, &done);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    if (stat(argument[2], &about)) return 1;
    printf("%f %ld %lld\n", done.tv_sec - begun.tv_sec + (done.tv_nsec - begun.tv_nsec) / 1e9, used.ru_maxrss,
           (long long)about.st_size);
    return 0;
}
