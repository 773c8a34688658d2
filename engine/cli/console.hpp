#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "engine/core/progress.hpp"
#include "engine/core/result.hpp"

namespace dactyl::cli {

/// JSON whose fields stay in the order in which they were written.
using Json = nlohmann::ordered_json;

/// Where a command speaks: answers on standard output, as text or as one JSON document; everything else on standard
/// error. One thread at a time.
class Console {
  public:
    /// `live` says that `err` is a terminal, where a progress line may be drawn over.
    Console(std::ostream& out, std::ostream& err, bool live) : out_(out), err_(err), live_(live) {}

    bool json() const { return json_; }
    void set_json(bool json) { json_ = json; }

    /// The command's answer in the form that was asked for. Called once by commands that have nothing to say on the
    /// way.
    void answer(const Json& json, std::string_view text);
    /// A line of text on standard output; nothing in JSON mode.
    void line(std::string_view text = {});
    /// "dactyl: MESSAGE" on standard error, or the same as a JSON object there.
    void error(const Error& error);
    void usage_error(std::string_view message, std::string_view hint);
    /// Something worth knowing that stops nothing; on standard error.
    void note(std::string_view message);

    /// A callback that shows `what` and how far it is on standard error: one line drawn over on a terminal, a line
    /// every few seconds elsewhere, nothing in JSON mode. The Console must outlive it.
    ProgressCallback progress(std::string what);

    /// Whether everything written so far reached standard output. Errors: kDiskFull, kUnwritable.
    Result<void> finish();

  private:
    void clear_progress();

    std::ostream& out_;
    std::ostream& err_;
    bool live_;
    bool json_ = false;
    bool progress_shown_ = false;
};

}  // namespace dactyl::cli
