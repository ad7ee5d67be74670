// Finds and evaluates the documents of a library that are data values, or their schema.

#ifndef PKGREPO_YTT_LIBRARY_VALUES_READER_H_
#define PKGREPO_YTT_LIBRARY_VALUES_READER_H_

#include <string_view>
#include <vector>

#include "ytt/datavalues/values_document.h"
#include "ytt/files/library_tree.h"
#include "ytt/library/template_loader.h"

namespace pkgrepo::ytt {

// "data/values" or "data/values-schema", the annotation of such documents.
enum class ValuesKind { kValues, kSchema };

// The YAML templates among `files` that have a document with the annotation, in the order they were given.
// They are not for output any more. Throws Error if a file is not YAML, if the annotation stands on anything
// but a document, or if it stands there twice.
std::vector<FilePtr> FindValuesFiles(TemplateLoader& loader, const std::vector<FilePtr>& files,
                                     ValuesKind kind);

// Evaluates such files and takes their documents. Throws Error "Templating file 'a.yml': …".
ValuesDocuments ReadValuesFiles(TemplateLoader& loader, const std::vector<FilePtr>& files, ValuesKind kind);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_LIBRARY_VALUES_READER_H_
