// --profile: where the time went.
//
//   Profile profile;
//   {
//     Profile::Span span = profile.Measure("evaluate");
//     …
//   }
//   profile.AddStep("overlay add-labels.yml", duration);
//   profile.Print(std::cerr);

#ifndef PKGREPO_CLI_YTT_PROFILE_H_
#define PKGREPO_CLI_YTT_PROFILE_H_

#include <chrono>
#include <iosfwd>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pkgrepo::cli {

class Profile {
 public:
  // A phase, from its making to its end.
  class Span {
   public:
    Span(Profile& profile, std::string name) : profile_(&profile), name_(std::move(name)) {}
    Span(Span&& other) noexcept;
    // Ends the phase that is assigned to.
    Span& operator=(Span&& other) noexcept;
    ~Span() { End(); }

   private:
    void End();

    Profile* profile_;
    std::string name_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  };

  // The profile must outlive the span.
  Span Measure(std::string name) { return Span(*this, std::move(name)); }

  // Adds to the time of a part of a phase, which may be taken many times.
  void AddStep(const std::string& name, std::chrono::nanoseconds duration) { steps_[name] += duration; }

  // A line for each phase, in the order of their ends, and one for all; then the steps that took longest.
  void Print(std::ostream& out) const;
  // "total: 1.2ms".
  void PrintTotal(std::ostream& out) const;

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  using Entry = std::pair<std::string, std::chrono::nanoseconds>;
  std::vector<Entry> phases_;
  std::map<std::string, std::chrono::nanoseconds> steps_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_PROFILE_H_
