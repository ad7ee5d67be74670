// @ytt:data: the data values, and the files of the run as they are.

#ifndef PKGREPO_YTT_MODULE_DATA_H_
#define PKGREPO_YTT_MODULE_DATA_H_

#include "starlark/values/value.h"
#include "yaml/node.h"
#include "ytt/files/load_path.h"

namespace pkgrepo::ytt {

// The module for a file at `location`: values, list([folder]), read(path). The folders must outlive it.
// `values` becomes a struct of its own for each module made.
starlark::Value MakeDataModule(const yaml::Value& values, const LoadLocation& location);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_DATA_H_
