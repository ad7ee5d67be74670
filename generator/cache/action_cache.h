// What actions have made, by the content of all that they have read.
//
//   ActionCache cache(store);
//   const Command command{.arguments = {"pkgrepo", "render", …}, .outputs = {"carvel/packages/app/1.0.0/rendered"}};
//   const std::vector<std::string> lists = cache.FindLists(command);    // the inputs that earlier runs have found
//   if (auto outputs = cache.Find(command, {RootOf(lists[0]), …})) return *outputs;
//   … run …
//   cache.Put(command, RootOf(list), outputs, lists, list);
//
// Which inputs an action has is known only when it has run, so there are two steps, as in ccache's direct mode: the
// command gives the lists of inputs found by earlier runs, and the command with the content of one of these gives the
// result. The lists are the result of an action of their own, without inputs, which no service can run.
//
// What comes from a store is hostile. A result counts only if it was made for this very action, by its own word, and
// all of its outputs have the digests that it names; else there is none.

#ifndef PKGREPO_CACHE_ACTION_CACHE_H_
#define PKGREPO_CACHE_ACTION_CACHE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cache/input_root.h"
#include "cache/remote_execution.h"
#include "cache/store.h"

namespace pkgrepo::cache {

struct Output {
  std::string path;
  std::string content;
  bool is_executable = false;
};

class ActionCache {
 public:
  // `store` is kept and must outlive the object. Functions throw what it throws.
  explicit ActionCache(Store& store) : store_(store) {}

  // The latest first.
  std::vector<std::string> FindLists(const Command& command);
  struct Found {
    // Which of the inputs were those that it was made of.
    size_t index = 0;
    std::vector<Output> outputs;
  };
  // The first that there is for any of these inputs. Each should have the list that it is of, too, since files that are
  // missing are not in it.
  std::optional<Found> Find(const Command& command, const std::vector<InputRoot>& inputs);
  // What is too large, or has names that are not in UTF-8, is not kept, nor what is made of files that have changed
  // meanwhile where these are to be put as well. `lists` are what FindLists() has given, `list` goes before these; an
  // empty one is none, for commands that have no list.
  void Put(const Command& command, const InputRoot& inputs, const std::vector<Output>& outputs,
           const std::vector<std::string>& lists = {}, const std::string& list = "");

 private:
  std::optional<std::vector<Output>> Complete(const Digest& action, const std::optional<std::string>& bytes);

  Store& store_;
};

// Whether `bytes` are a result of this action, undamaged as far as can be seen without the content that is kept
// elsewhere.
bool IsResultOf(const Digest& action, std::string_view bytes);

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_ACTION_CACHE_H_
