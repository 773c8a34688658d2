#include "engine/cli/console.hpp"

#include <cerrno>
#include <chrono>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "engine/cli/exit_status.hpp"

namespace dactyl::cli {
namespace {

using Clock = std::chrono::steady_clock;

// Often enough to look alive, seldom enough to cost nothing.
constexpr std::chrono::milliseconds kLiveInterval{100};
constexpr std::chrono::milliseconds kLogInterval{5000};

constexpr std::string_view kEraseLine = "\r\033[K";

}  // namespace

void Console::answer(const Json& json, std::string_view text) {
    clear_progress();
    // Paths may hold any bytes: what is not UTF-8 is shown with replacement characters instead of throwing.
    if (json_) {
        out_ << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    } else {
        out_ << text;
        if (!text.empty() && text.back() != '\n') out_ << '\n';
    }
}

void Console::line(std::string_view text) {
    clear_progress();
    if (!json_) out_ << text << '\n' << std::flush;
}

void Console::error(const Error& error) {
    clear_progress();
    out_.flush();
    if (!json_) {
        err_ << "dactyl: " << error.message << '\n';
        return;
    }
    const Json object = {
        {"error", {{"code", to_string(error.code)}, {"status", exit_status(error.code)}, {"message", error.message}}}};
    err_ << object.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void Console::usage_error(std::string_view message, std::string_view hint) {
    clear_progress();
    if (!json_) {
        err_ << "dactyl: " << message << '\n' << hint << '\n';
        return;
    }
    const Json object = {
        {"error", {{"code", "usage"}, {"status", exit_status(ExitStatus::kUsage)}, {"message", message}}}};
    err_ << object.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void Console::note(std::string_view message) {
    clear_progress();
    if (!json_) err_ << "dactyl: " << message << '\n';
}

ProgressCallback Console::progress(std::string what) {
    if (json_) return [](std::size_t, std::size_t) {};
    struct State {
        Clock::time_point start = Clock::now();
        Clock::time_point last;  // the first call always shows
    };
    return [this, what = std::move(what), state = std::make_shared<State>()](std::size_t done, std::size_t total) {
        const auto now = Clock::now();
        const auto interval = live_ ? kLiveInterval : kLogInterval;
        if (!live_ && now - state->start < interval) return;
        if (done < total && now - state->last < interval) return;
        state->last = now;
        const double percent = total == 0 ? 100.0 : 100.0 * static_cast<double>(done) / static_cast<double>(total);
        const std::string line = fmt::format("{}: {} of {} ({:.0f} %)", what, done, total, percent);
        if (live_) {
            err_ << kEraseLine << line << std::flush;
            progress_shown_ = true;
            if (done >= total) clear_progress();
        } else {
            err_ << line << '\n' << std::flush;
        }
    };
}

Result<void> Console::finish() {
    clear_progress();
    errno = 0;
    if (out_.flush()) return {};
    if (errno == ENOSPC) return fail(ErrorCode::kDiskFull, "standard output: no space left on the device");
    return fail(ErrorCode::kUnwritable, "standard output cannot be written");
}

void Console::clear_progress() {
    if (!progress_shown_) return;
    err_ << kEraseLine << std::flush;
    progress_shown_ = false;
}

}  // namespace dactyl::cli
