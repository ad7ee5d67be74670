// Compiles the Starlark text of a template and runs it.

#ifndef PKGREPO_YTT_TEMPLATE_RUN_H_
#define PKGREPO_YTT_TEMPLATE_RUN_H_

#include <memory>

#include "starlark/eval/interpreter.h"
#include "ytt/template/error_text.h"
#include "ytt/template/evaluation.h"

namespace pkgrepo::ytt {

// Runs a template, which builds its result in `evaluation`, and returns its globals. `codes` receives the template's
// code: positions in values made here refer to it as long as they live. Throws Error with the whole description of what
// went wrong (error_text.h).
starlark::StringDict RunTemplate(Evaluation& evaluation, starlark::Thread& thread, CodeTable& codes);

// The same for a file that is Starlark; `number` is counted with those of templates.
starlark::StringDict RunStarlark(int number, const yaml::RefPtr<const yaml::Source>& source,
                                 starlark::Thread& thread, CodeTable& codes);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_RUN_H_
