/* Runs libyaml's own event loop over a file and prints how many events it has: the floor under
   everything that reads YAML. */
#include <stdio.h>
#include <yaml.h>

int main(int argc, char **argv) {
  FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  yaml_parser_t parser;
  yaml_event_t event;
  yaml_event_type_t type;
  long count = 0;
  if (file == NULL || !yaml_parser_initialize(&parser)) return 1;
  yaml_parser_set_input_file(&parser, file);
  do {
    if (!yaml_parser_parse(&parser, &event)) return 1;
    type = event.type;
    yaml_event_delete(&event);
    count++;
  } while (type != YAML_STREAM_END_EVENT);
  yaml_parser_delete(&parser);
  printf("%ld\n", count);
  return 0;
}
