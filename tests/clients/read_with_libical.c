/* Reads calendars with libical and prints the events of each as JSON: [UID, first, last, summary]. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void text(const char *value)
{
    putchar('"');
    for (; *value; value++) {
        unsigned char octet = (unsigned char)*value;
        if (octet == '"' || octet == '\\')
            printf("\\%c", octet);
        else if (octet < 0x20)
            printf("\\u%04x", octet);
        else
            putchar(octet);
    }
    putchar('"');
}

static void when(struct icaltimetype value)
{
    if (value.is_date)
        printf("\"%04d-%02d-%02d\"", value.year, value.month, value.day);
    else
        printf("\"%04d-%02d-%02dT%02d:%02d:%02d\"", value.year, value.month, value.day, value.hour,
               value.minute, value.second);
}

static char *whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END))
        exit(2);
    long size = ftell(file);
    rewind(file);
    char *data = malloc((size_t)size + 1);
    if (!data || fread(data, 1, (size_t)size, file) != (size_t)size)
        exit(2);
    data[size] = 0;
    fclose(file);
    return data;
}

int main(int count, char **files)
{
    for (int index = 1; index < count; index++) {
        char *data = whole(files[index]);
        icalcomponent *root = icalparser_parse_string(data);
        if (!root) {
            puts("error: no calendar");
            continue;
        }
        if (icalcomponent_count_errors(root))
            fprintf(stderr, "%s\n", files[index]);
        const char *comma = "";
        putchar('[');
        for (icalcomponent *one = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT); one;
             one = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT)) {
            printf("%s[", comma);
            text(icalcomponent_get_uid(one));
            printf(", ");
            when(icalcomponent_get_dtstart(one));
            printf(", ");
            if (icalcomponent_get_first_property(one, ICAL_DTEND_PROPERTY))
                when(icalcomponent_get_dtend(one));
            else
                printf("null");
            printf(", ");
            text(icalcomponent_get_summary(one));
            printf("]");
            comma = ", ";
        }
        puts("]");
        icalcomponent_free(root);
        free(data);
    }
    return 0;
}
