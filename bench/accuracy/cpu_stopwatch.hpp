#pragma once

#include <ctime>

namespace dactyl {

/// CPU time that the calling thread has used since construction. Unlike wall time it does not grow when other programs
/// or other threads take the core away. Read it on the thread that made it.
class CpuStopwatch {
  public:
    CpuStopwatch() : start_(now()) {}
    double seconds() const { return now() - start_; }

  private:
    static double now() {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    }

    double start_;
};

}  // namespace dactyl
