// Output of the drop-in commands imgpkg, kbld and vendir: lines, blocks and tables, as the Carvel tools print
// them.
//
//   Ui ui(ui_flags, invocation.out);
//   ui.PrintLine("Fetching: vendor");                 // progress: on a terminal, with --tty and with --json only
//   ui.PrintBlock(lock.ToYaml());                     // always, as it is
//   ui.PrintTable({.title = "Tags", .content = "tags", .header = {"Name"}, .rows = {{"v1"}}});
//   ui.Finish();                                      // "Succeeded"; with --json everything at once
//
// Nothing is printed after a failure with --json: leave out Finish().

#ifndef PKGREPO_CLI_UI_H_
#define PKGREPO_CLI_UI_H_

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "cli/flags.h"

namespace pkgrepo::cli {

// The global flags that say how to print.
struct UiFlags {
  bool tty = false;
  bool color = true;
  bool json = false;
  bool yes = false;
  bool debug = false;
  std::vector<std::string> columns;
  // Whether standard output is one; set by Declare().
  bool has_terminal = false;

  // Whether progress and framed tables are printed, without --json.
  bool IsForTerminal() const { return tty || has_terminal; }

  // Declares --tty, --color, --json, --yes, --debug and --column; `yes_usage` is for a tool that asks. `this` must outlive
  // the set.
  void Declare(FlagSet& flags,
               const std::string& yes_usage = "Accepted for compatibility; nothing is ever asked");
};

struct Table {
  // "Tags", printed above on a terminal, and "tags", as in "3 tags" below.
  std::string title;
  std::string content;
  // Titles of the columns. The key of "Image URL" in JSON and for --column is "image_url".
  std::vector<std::string> header;
  // Cells may hold several lines.
  std::vector<std::vector<std::string>> rows;
  // Columns to sort by, the most important first; rows that are equal there keep their order.
  std::vector<size_t> sort_by = {};
  // One line a cell, an empty line between rows.
  bool transpose = false;
};

class Ui {
 public:
  // `out` is kept and must outlive the object.
  Ui(const UiFlags& flags, std::ostream& out);

  // Progress, set off by an empty line from what was printed before (which may be the rest of a line).
  void PrintLine(std::string_view line);
  // Progress, as it is: the newline is the caller's affair.
  void PrintRaw(std::string_view text);
  // A result. A newline at its end is the caller's affair.
  void PrintBlock(std::string_view text);
  void PrintTable(Table table);
  // A question, as it is, with and without a terminal; the answer and what is said of it follow by PrintAnswer(). A choice is
  // set off as a line is, a question for a text only from what is none. Precondition: not with --json.
  enum class Question { kText, kChoice };
  void PrintQuestion(Question kind, std::string_view text);
  void PrintAnswer(std::string_view text);
  // Prints an error: sets standard output off from what follows on standard error, which `err` is; with --json everything at
  // once, the error as the last line.
  void FinishWithError(std::string_view error, std::ostream& err);
  // Prints "Succeeded", and with --json all that was collected.
  void Finish();

 private:
  enum class Previous { kNothing, kRaw, kAsked, kPadded };

  void PadBefore(Previous current);
  void WriteJson();

  const UiFlags& flags_;
  std::ostream& out_;
  Previous previous_ = Previous::kNothing;
  bool has_asked_ = false;
  std::vector<Table> tables_;
  std::vector<std::string> blocks_;
  std::vector<std::string> lines_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_UI_H_
