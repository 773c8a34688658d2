#include "tests/architecture/house.hpp"

namespace dactyl::architecture {
namespace {

// Foreign headers by the start of their names; the longest match wins.
struct Family {
    std::string_view start;
    std::string_view name;
};

constexpr Family kFamilies[] = {
    {"Eigen/", "eigen"},
    {"benchmark/", "benchmark"},
    {"CLI/", "cli11"},
    {"flatbuffers/", "flatbuffers"},
    {"fmt/", "fmt"},
    {"fprint.h", "fprint"},
    {"gmock/", "gtest"},
    {"gtest/", "gtest"},
    {"hwy/", "highway"},
    {"jerror.h", "codec"},
    {"jpeglib.h", "codec"},
    {"libpq-fe.h", "postgres"},
    {"nlohmann/", "json"},
    {"oneapi/tbb", "tbb"},
    {"opencv2/", "opencv"},
    {"opencv2/imgcodecs", "codec"},
    {"opencv2/videoio", "video"},
    {"openssl/", "openssl"},
    {"openjpeg.h", "codec"},
    {"png.h", "codec"},
    {"spdlog/", "spdlog"},
    {"sqlite3.h", "sqlite"},
    {"tbb/", "tbb"},
    {"tiffio.h", "codec"},
    {"tl/expected.hpp", "expected"},
    {"winscard.h", "pcsc"},
    {"zlib.h", "zlib"},
};

bool is_standard(std::string_view header) { return header.find_first_of("./") == std::string_view::npos; }

bool is_system(std::string_view header) {
    static constexpr std::string_view kHeaders[] = {"dirent.h", "fcntl.h",   "iconv.h",
                                                    "poll.h",   "termios.h", "unistd.h"};
    return header.substr(0, 4) == "sys/" || header.substr(0, 6) == "linux/" ||
           std::find(std::begin(kHeaders), std::end(kHeaders), header) != std::end(kHeaders);
}

}  // namespace

const std::vector<Room>& house() {
    static const std::vector<Room> rooms = {
        {"core", "engine/core", {}, {"expected"}},
        {"simd", "engine/simd", {"core"}, {"highway"}},
        {"image", "engine/image", {"core", "simd"}, {"fmt", "highway", "opencv"}},
        {"image_files", "engine/image/files", {"core", "image"}, {"codec", "fmt"}},
        {"extract", "engine/extract", {"core", "simd", "image"}, {"eigen", "fmt", "highway", "opencv"}},
        {"liveness", "engine/liveness", {"core", "image"}, {"fmt"}},
        {"match", "engine/match", {"core", "simd"}, {"eigen", "fmt", "highway"}},
        {"index", "engine/index", {"core", "simd", "match"}, {"eigen", "fmt", "highway", "tbb"}},
        {"templates", "templates", {"core"}, {"flatbuffers", "fmt", "json", "zlib"}},
        {"accounts", "engine/accounts", {"core"}, {"fmt", "openssl", "postgres", "sqlite"}},
        {"certificates", "engine/certificates", {"core", "accounts"}, {"json"}},
        {"gallery_file", "templates/gallery", {"core", "match", "index", "accounts"}, {"tbb", "zlib"}},
        {"service",
         "engine/service",
         {"core", "image", "extract", "match", "index", "templates", "accounts", "certificates"},
         {"fmt", "openssl", "spdlog", "tbb"}},
        {"datasets", "datasets", {"core", "image", "image_files"}, {"fmt"}},
        {"synthetic", "datasets/synthetic", {"core", "simd", "image"}, {"eigen", "fmt", "highway", "opencv"}},
        {"population",
         "datasets/synthetic/population",
         {"core", "image", "image_files", "synthetic"},
         {"flatbuffers", "fmt", "json", "tbb", "zlib"}},
        {"sensors", "sensors", {"core", "image", "image_files", "datasets", "synthetic"}, {"fmt", "fprint"}},
        {"cardreader", "sensors/cardreader", {"core", "templates"}, {"fmt", "pcsc"}},
        {"accuracy",
         "bench/accuracy",
         {"core", "simd", "image", "image_files", "extract", "match", "index", "templates", "datasets", "synthetic",
          "population"},
         {"fmt", "json", "tbb"}},
        {"calibration",
         "bench/calibration",
         {"core", "image_files", "extract", "match", "datasets", "accuracy"},
         {"fmt"}},
        {"scale",
         "bench/scale",
         {"core", "simd", "image", "image_files", "extract", "match", "index", "accounts", "gallery_file", "datasets",
          "synthetic", "accuracy", "peers"},
         {"cli11", "fmt", "highway", "tbb"}},
        {"liveness_bench", "bench/liveness", {"core", "image_files", "liveness", "datasets"}, {"fmt"}},
        {"peers", "bench/peers", {"core", "image", "image_files", "accuracy", "population"}, {"fmt", "fprint"}},
        {"realism",
         "bench/realism",
         {"core", "image", "image_files", "extract", "match", "datasets"},
         {"cli11", "fmt", "tbb"}},
        {"store_bench",
         "bench/store",
         {"core", "image", "templates", "accounts", "service", "synthetic"},
         {"cli11", "fmt"}},
        {"micro",
         "bench/micro",
         {"core", "simd", "image", "image_files", "extract", "match", "index", "templates", "accounts", "service",
          "datasets", "synthetic", "population", "accuracy"},
         {"benchmark", "fmt"}},
        {"cli",
         "engine/cli",
         {"core", "simd", "image", "image_files", "extract", "match", "index", "templates", "accounts", "certificates",
          "service", "datasets", "synthetic", "population", "sensors", "cardreader", "liveness", "accuracy", "scale"},
         {"cli11", "eigen", "flatbuffers", "fmt", "highway", "json", "opencv", "openssl", "sqlite", "tbb", "zlib"}},
    };
    return rooms;
}

const Room* room_of(const std::vector<Room>& rooms, std::string_view path) {
    const Room* best = nullptr;
    for (const Room& room : rooms) {
        const bool below = path.substr(0, room.folder.size() + 1) == room.folder + "/";
        if (below && (best == nullptr || room.folder.size() > best->folder.size())) best = &room;
    }
    return best;
}

std::string library_of(std::string_view header) {
    const Family* best = nullptr;
    for (const Family& family : kFamilies) {
        const bool fits = header.substr(0, family.start.size()) == family.start;
        if (fits && (best == nullptr || family.start.size() > best->start.size())) best = &family;
    }
    if (best != nullptr) return std::string(best->name);
    if (is_standard(header)) return "std";
    return is_system(header) ? "system" : "unknown";
}

}  // namespace dactyl::architecture
