// Owning a file descriptor, and the loops around read() and write(): a signal or a short count is no failure.
//
//   FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
//   if (!file.is_open() || !WriteAll(file.get(), text) || !file.Close()) throw Error(… std::strerror(errno));
//
// Like system calls, these report a failure by their result, with the reason in errno. A file that is written piece by
// piece, with errors that name it, is an OutputFile (base/output_file.h).

#ifndef PKGREPO_BASE_FILE_DESCRIPTOR_H_
#define PKGREPO_BASE_FILE_DESCRIPTOR_H_

#include <sys/types.h>

#include <cstdint>
#include <string_view>

namespace pkgrepo {

class FileDescriptor {
 public:
  // Takes over `number`; a negative one, which open() gives when it fails, is none.
  explicit FileDescriptor(int number = -1) : number_(number) {}
  // Closes it. What was written counts only after Close().
  ~FileDescriptor();
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;

  bool is_open() const { return number_ >= 0; }
  int get() const { return number_; }

  // The descriptor is gone in any case. False if what was written has not arrived: some file systems say only here that
  // they are full. True if there was none.
  bool Close();

 private:
  int number_;
};

// Writes all of `bytes`, from `offset` on in the second form. False if that cannot be done; a part may be written.
bool WriteAll(int descriptor, std::string_view bytes);
bool WriteAllAt(int descriptor, std::string_view bytes, int64_t offset);

// As read() and pread(): the count of bytes, 0 at the end, -1 for a failure.
ssize_t ReadSome(int descriptor, char* buffer, size_t room);
ssize_t ReadSomeAt(int descriptor, char* buffer, size_t room, int64_t offset);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_FILE_DESCRIPTOR_H_
