#include "engine/cli/machine.hpp"

#include <fstream>

#include <Eigen/Core>
#include <flatbuffers/base.h>
#include <fmt/format.h>
#include <hwy/highway.h>
#include <opencv2/core/utility.hpp>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <tbb/task_arena.h>
#include <tbb/version.h>
#include <unistd.h>
#include <zlib.h>

namespace dactyl::cli {
namespace {

std::string processor_name() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        if (line.rfind("model name", 0) != 0) continue;
        const auto colon = line.find(": ");
        if (colon != std::string::npos) return line.substr(colon + 2);
    }
    return "unknown";
}

std::string dotted(int major, int minor, int patch) { return fmt::format("{}.{}.{}", major, minor, patch); }

}  // namespace

Machine describe_machine() {
    Machine machine;
    machine.processor = processor_name();
    machine.threads = tbb::this_task_arena::max_concurrency();
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long page_bytes = sysconf(_SC_PAGESIZE);
    if (pages > 0 && page_bytes > 0) {
        machine.memory_mib = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page_bytes) >> 20;
    }
    return machine;
}

std::vector<LibraryVersion> library_versions() {
    return {
        {"opencv", cv::getVersionString()},
        {"onetbb", TBB_runtime_version()},
        {"highway", dotted(HWY_MAJOR, HWY_MINOR, HWY_PATCH)},
        {"eigen", dotted(EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION)},
        {"flatbuffers", dotted(FLATBUFFERS_VERSION_MAJOR, FLATBUFFERS_VERSION_MINOR, FLATBUFFERS_VERSION_REVISION)},
        {"sqlite", sqlite3_libversion()},
        {"openssl", OpenSSL_version(OPENSSL_VERSION_STRING)},
        {"zlib", zlibVersion()},
    };
}

}  // namespace dactyl::cli
