// Lets the functions of a template return what their bodies build.
//
//   def f(x):                         def f(x):
//     __ytt_tpl2_start_node(4)          __ytt_tpl2_start_ctx("yaml")
//     …                          ─▶     __ytt_tpl2_start_node(4)
//     if x:                             …
//       return 5                        if x:
//     end                                 return __ytt_tpl2_end_ctx(5)
//   end                                 end
//                                       return __ytt_tpl2_end_ctx()
//                                     end

#ifndef PKGREPO_YTT_TEMPLATE_FUNCTION_CONTEXTS_H_
#define PKGREPO_YTT_TEMPLATE_FUNCTION_CONTEXTS_H_

#include <string_view>

#include "starlark/syntax/ast.h"

namespace pkgrepo::ytt {

// Changes all functions of `file` in whose bodies nodes are started. `prefix` is that of the template's
// builtins.
void AddFunctionContexts(starlark::File& file, starlark::Arena& arena, std::string_view prefix);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_FUNCTION_CONTEXTS_H_
