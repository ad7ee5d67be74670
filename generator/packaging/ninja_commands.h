// The commands of a build, as Ninja knows them.
//
//   const NinjaCommands commands = ReadNinjaCommands("build", "/usr/bin/ninja");
//   commands.at("carvel/packages/app/1.0.0/rendered.json")

#ifndef PKGREPO_PACKAGING_NINJA_COMMANDS_H_
#define PKGREPO_PACKAGING_NINJA_COMMANDS_H_

#include <map>
#include <string>

namespace pkgrepo::packaging {

// By the first output of each step; what has no command is left out.
using NinjaCommands = std::map<std::string, std::string>;

// `build` is the folder of build.ninja, `ninja` the program. Throws Error with what Ninja says if it fails.
// https://ninja-build.org/manual.html#_extra_tools, of 1.11.
NinjaCommands ReadNinjaCommands(const std::string& build, const std::string& ninja);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_NINJA_COMMANDS_H_
