// @ytt:overlay: apply(left, right…), the matchers all, index(n), map_key(name), subset(value), and_op, or_op,
// not_op.

#include "base/error.h"
#include "starlark/values/operations.h"
#include "ytt/module/modules.h"
#include "ytt/overlay/apply.h"
#include "ytt/overlay/matchers.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

Value Apply(Thread& thread, const CallArguments& arguments) {
  if (arguments.size() == 0) throw Error("expected exactly at least argument");
  yaml::Value result = ToYaml(arguments[0]);
  for (size_t i = 1; i < arguments.size(); ++i) result = ApplyOverlay(thread, result, ToYaml(arguments[i]));
  return ToStarlark(result);
}

Value All(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 3);
  return Value::Bool(true);
}

Value Index(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  if (!starlark::IsInt(arguments[0])) throw Error("expected starlark.Int");
  if (!arguments[0].is_small_int()) throw Error("expected int64 value");
  return IndexMatcher(arguments[0].as_int());
}

Value MapKey(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return MapKeyMatcher(ExpectString(arguments[0]));
}

Value Subset(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return SubsetMatcher(ToYaml(arguments[0]));
}

std::vector<Value> MatchersOf(const CallArguments& arguments) {
  if (arguments.size() == 0) throw Error("expected at least one argument");
  return {arguments.begin(), arguments.end()};
}

Value And(Thread&, const CallArguments& arguments) { return AndMatcher(MatchersOf(arguments)); }

Value Or(Thread&, const CallArguments& arguments) { return OrMatcher(MatchersOf(arguments)); }

Value Not(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return NotMatcher(arguments[0]);
}

}  // namespace

Value MakeOverlayModule() {
  return starlark::Struct::MakeModule("overlay", {{"apply", MakeModuleFunction("overlay.apply", Apply)},
                                                  {"all", MakeModuleFunction("overlay.all", All)},
                                                  {"index", MakeModuleFunction("overlay.index", Index)},
                                                  {"map_key", MakeModuleFunction("overlay.map_key", MapKey)},
                                                  {"subset", MakeModuleFunction("overlay.subset", Subset)},
                                                  {"and_op", MakeModuleFunction("overlay.and_op", And)},
                                                  {"or_op", MakeModuleFunction("overlay.or_op", Or)},
                                                  {"not_op", MakeModuleFunction("overlay.not_op", Not)}});
}

}  // namespace pkgrepo::ytt
