// A fixed number of threads that work through tasks, and hand the first failure back.
//
//   ThreadPool pool(8);
//   for (const Blob& blob : blobs) pool.Run([&blob] { Upload(blob); });
//   pool.Wait();          // rethrows the first exception a task ended with

#ifndef PKGREPO_BASE_THREAD_POOL_H_
#define PKGREPO_BASE_THREAD_POOL_H_

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace pkgrepo {

class ThreadPool {
 public:
  // Precondition: `threads` is at least 1.
  explicit ThreadPool(unsigned threads);
  // Waits for the tasks under way; those not begun are dropped, failures too. Call Wait() to see them.
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  void Run(std::function<void()> task);
  // Returns once no task is left. After a failure, tasks not begun are dropped and the first exception is
  // rethrown.
  void Wait();

 private:
  void Work();

  std::mutex mutex_;
  std::condition_variable task_added_;
  std::condition_variable task_ended_;
  std::deque<std::function<void()>> tasks_;
  size_t running_ = 0;
  bool closing_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_THREAD_POOL_H_
