#include "program.h"

#include "starlark/values/heap.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

StringDict TestHost::Load(Thread&, std::string_view module) {
  if (module != "fruit.star") throw Error("no such file");
  StringDict fruit = {{"apple", Value::Int(1)}, {"pear", MakeRef<List>(std::vector<Value>{Value::Int(2)})}};
  Freeze(fruit);
  return fruit;
}

void TestHost::Print(Thread&, std::string_view text) { printed.append(text).append("\n"); }

namespace {

std::string Run(std::string_view text, bool with_trace) {
  Heap heap;
  TestHost host;
  Thread thread(host);
  thread.set_max_steps(10'000'000);
  try {
    Ref<Program> program = Compile("test.star", text, [](std::string_view) { return false; });
    StringDict globals = Run(thread, *program, {});
    auto result = globals.find("r");
    return host.printed + (result != globals.end() ? Repr(result->second) : "no r");
  } catch (const SyntaxError& error) {
    std::string findings;
    for (const SyntaxError::Finding& finding : error.findings()) {
      if (!findings.empty()) findings += "; ";
      if (with_trace) findings += std::to_string(finding.position.line) + ": ";
      findings += finding.message;
    }
    return findings;
  } catch (const EvalError& error) {
    std::string message = host.printed + error.message();
    for (const Error::TraceFrame& frame : error.trace()) {
      if (with_trace) message += " | in " + frame.name + ":" + std::to_string(frame.position.line);
    }
    return message;
  }
}

}  // namespace

std::string Evaluate(std::string_view text) { return Run(text, true); }

std::string EvaluateExpression(std::string_view expression) {
  return Run("r = " + std::string(expression), false);
}

}  // namespace pkgrepo::starlark
