#include "ytt/template/run.h"

#include "starlark/eval/compiler.h"
#include "starlark/resolve/resolver.h"
#include "starlark/syntax/parser.h"
#include "starlark/values/panic.h"
#include "ytt/template/function_contexts.h"

namespace pkgrepo::ytt {
namespace {

using starlark::StringDict;

// What is wrong with the syntax is told by the complete code.
starlark::File ParseCode(const Code& code, const std::string& text,
                         const std::function<Code()>& complete_code, starlark::Arena& arena,
                         CodeTable& codes) {
  try {
    return starlark::ParseFile(code.name(), text, arena, code.GeneratedNames());
  } catch (const starlark::SyntaxError&) {
    if (!complete_code) throw;
    const auto complete = std::make_shared<const Code>(complete_code());
    codes.Add(complete);
    const std::string complete_text = complete->Text();
    starlark::ParseFile(complete->name(), complete_text, arena, complete->GeneratedNames());
    throw;
  }
}

StringDict CompileAndRun(const std::string& prefix, const std::shared_ptr<const Code>& code,
                         const std::function<Code()>& complete_code, const StringDict& builtins,
                         starlark::Thread& thread, CodeTable& codes) {
  codes.Add(code);
  const std::string text = code->Text();
  try {
    starlark::Arena arena;
    starlark::File file = ParseCode(*code, text, complete_code, arena, codes);
    AddFunctionContexts(file, arena, prefix);
    starlark::ResolvedNames names = starlark::Resolve(
        file, arena, [](std::string_view) { return false; },
        [](std::string_view symbol) { return starlark::Universe().contains(symbol); });
    auto toplevel = starlark::CompileFile(file, names);
    const auto program = starlark::MakeRef<starlark::Program>(std::move(toplevel), std::move(names.globals),
                                                              std::move(names.predeclared));
    return starlark::Run(thread, *program, builtins);
  } catch (const starlark::SyntaxError& error) {
    throw Error(DescribeError(error, codes));
  } catch (const starlark::EvalError& error) {
    throw Error(DescribeError(error, codes));
  } catch (const starlark::Panic& panic) {
    throw Error("\n- " + panic.message());
  }
}

}  // namespace

StringDict RunTemplate(Evaluation& evaluation, starlark::Thread& thread, CodeTable& codes) {
  return CompileAndRun(evaluation.compiled().prefix, std::make_shared<const Code>(evaluation.TakeCode()),
                       evaluation.compiled().complete_code, evaluation.Builtins(), thread, codes);
}

StringDict RunStarlark(int number, const yaml::RefPtr<const yaml::Source>& source, starlark::Thread& thread,
                       CodeTable& codes) {
  return CompileAndRun("__ytt_tpl" + std::to_string(number) + '_',
                       std::make_shared<const Code>(Code::FromStarlark(source)), {}, {}, thread, codes);
}

}  // namespace pkgrepo::ytt
