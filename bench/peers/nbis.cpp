#include "bench/peers/nbis.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "bench/peers/glib.hpp"

namespace dactyl {
namespace {

constexpr const char* kDriver = "virtual_image";
constexpr std::size_t kMagicBytes = 3;  ///< "FP3" before the serialised variant
constexpr const char* kPrintType = "(issbymsmsia{sv}v)";

/// Scores that libfprint logged since the last call of take(). The handler has no other way to hand them over than a
/// global.
class ScoreLog {
  public:
    static ScoreLog& instance() {
        static ScoreLog log;
        return log;
    }
    std::vector<int> take() { return std::exchange(scores_, {}); }

  private:
    ScoreLog() { g_log_set_default_handler(receive, this); }

    static void receive(const gchar*, GLogLevelFlags, const gchar* message, gpointer self) {
        int score = 0;
        if (std::sscanf(message, "score %d/", &score) == 1) {
            static_cast<ScoreLog*>(self)->scores_.push_back(score);
        }
    }

    std::vector<int> scores_;
};

/// libfprint models a sensor's temperature and refuses to work one for more than some minutes, also one that does not
/// exist.
bool too_hot(const Error& error) { return error.code == ErrorCode::kDeviceUnavailable; }

tl::unexpected<Error> failed(GError* error) {
    if (g_error_matches(error, FP_DEVICE_ERROR, FP_DEVICE_ERROR_TOO_HOT)) {
        g_clear_error(&error);
        return fail(ErrorCode::kDeviceUnavailable, "libfprint's virtual device is too hot");
    }
    const bool retry = error != nullptr && error->domain == FP_DEVICE_RETRY;
    auto out = fail(retry || error == nullptr ? ErrorCode::kNoFingerprint : ErrorCode::kDeviceFailed,
                    error == nullptr ? "libfprint found no print" : error->message);
    g_clear_error(&error);
    return out;
}

std::vector<gint32> numbers(GVariant* sample, gsize child) {
    GVariant* array = g_variant_get_child_value(sample, child);
    gsize count = 0;
    const auto* values = static_cast<const gint32*>(g_variant_get_fixed_array(array, &count, sizeof(gint32)));
    std::vector<gint32> out(values, values + count);
    g_variant_unref(array);
    return out;
}

/// x, y from the bottom, and degrees pointing away from the ridge, as NBIS counts; ISO/IEC 19794-2 points along it.
std::vector<Minutia> minutiae_of(GVariant* sample, int height) {
    const auto x = numbers(sample, 0);
    const auto y = numbers(sample, 1);
    const auto theta = numbers(sample, 2);
    std::vector<Minutia> minutiae(std::min({x.size(), y.size(), theta.size()}));
    for (std::size_t i = 0; i < minutiae.size(); ++i) {
        minutiae[i].x = static_cast<float>(x[i]);
        minutiae[i].y = static_cast<float>(height - y[i]);
        minutiae[i].direction = Direction::from_degrees(theta[i]).reversed();
    }
    return minutiae;
}

/// The minutiae inside a print of one sample: libfprint's interface gives their positions only, its file form all.
std::vector<Minutia> minutiae_of(FpPrint* print, int height) {
    guchar* bytes = nullptr;
    gsize size = 0;
    if (!fp_print_serialize(print, &bytes, &size, nullptr) || size < kMagicBytes) {
        return {};
    }
    const std::size_t body = size - kMagicBytes;
    gpointer aligned = g_memdup2(bytes + kMagicBytes, body);
    g_free(bytes);
    GVariant* whole =
        g_variant_ref_sink(g_variant_new_from_data(G_VARIANT_TYPE(kPrintType), aligned, body, FALSE, g_free, aligned));
    GVariant* boxed = g_variant_get_child_value(whole, g_variant_n_children(whole) - 1);
    GVariant* data = g_variant_get_variant(boxed);
    std::vector<Minutia> minutiae;
    if (g_variant_is_of_type(data, G_VARIANT_TYPE("(a(aiaiai))"))) {
        GVariant* samples = g_variant_get_child_value(data, 0);
        if (g_variant_n_children(samples) > 0) {
            GVariant* sample = g_variant_get_child_value(samples, 0);
            minutiae = minutiae_of(sample, height);
            g_variant_unref(sample);
        }
        g_variant_unref(samples);
    }
    g_variant_unref(data);
    g_variant_unref(boxed);
    g_variant_unref(whole);
    return minutiae;
}

}  // namespace

struct NbisPrint::Handle {
    Owned<FpPrint> print;
};

struct Nbis::Session {
    Owned<FpContext> context;
    FpDevice* device = nullptr;
    int socket = -1;
    Owned<FpPrint> anybody;  ///< libfprint extracts a print only to verify it against one

    ~Session() {
        if (socket >= 0) {
            ::close(socket);
        }
        if (device != nullptr && fp_device_is_open(device)) {
            fp_device_close_sync(device, nullptr, nullptr);
        }
    }

    /// `folder` takes the socket.
    static Result<std::unique_ptr<Session>> open(const std::filesystem::path& folder);

    /// Until all is read, or the call that reads it has completed.
    void send(ImageView image, const Completion& call) const {
        const gint32 size[2] = {image.width(), image.height()};
        write(size, sizeof size, call);
        for (int y = 0; y < image.height(); ++y) {
            write(image.row(y), static_cast<std::size_t>(image.width()), call);
        }
    }

    /// libfprint reads on this very thread, so a full socket has to wait for it, not block.
    void write(const void* bytes, std::size_t count, const Completion& call) const {
        const auto* next = static_cast<const char*>(bytes);
        while (count > 0 && !call.result) {
            const ssize_t written = ::send(socket, next, count, MSG_DONTWAIT | MSG_NOSIGNAL);
            if (written < 0 && errno != EINTR && errno != EAGAIN) {
                return;  // the pending call then reports the failure
            }
            if (written < 0) {
                g_main_context_iteration(nullptr, FALSE);
                continue;
            }
            next += written;
            count -= static_cast<std::size_t>(written);
        }
    }

    /// Takes a print by verifying it against `enrolled`.
    Result<NbisPrint> scan(ImageView image, FpPrint* enrolled) const {
        Completion completion;
        fp_device_verify(device, enrolled, nullptr, nullptr, nullptr, nullptr, Completion::done, &completion);
        send(image, completion);
        GError* error = nullptr;
        gboolean match = FALSE;
        FpPrint* scanned = nullptr;
        if (!fp_device_verify_finish(device, completion.wait(), &match, &scanned, &error) || scanned == nullptr) {
            return failed(error);
        }
        auto handle = std::make_shared<NbisPrint::Handle>();
        handle->print.reset(scanned);
        return NbisPrint(handle, minutiae_of(scanned, image.height()));
    }

    /// bozorth3's scores up to and with the first one above libfprint's own threshold; at least one.
    Result<std::vector<int>> identify(ImageView image, std::span<const NbisPrint* const> prints) const {
        ScoreLog::instance().take();
        GPtrArray* gallery = g_ptr_array_new();
        for (const NbisPrint* print : prints) {
            g_ptr_array_add(gallery, print->handle().print.get());
        }
        Completion completion;
        fp_device_identify(device, gallery, nullptr, nullptr, nullptr, nullptr, Completion::done, &completion);
        send(image, completion);
        GError* error = nullptr;
        FpPrint* match = nullptr;
        FpPrint* scanned = nullptr;
        const bool fine = fp_device_identify_finish(device, completion.wait(), &match, &scanned, &error) != 0;
        g_clear_object(&match);
        g_clear_object(&scanned);
        g_ptr_array_unref(gallery);
        if (!fine) {
            return failed(error);
        }
        std::vector<int> scores = ScoreLog::instance().take();
        if (scores.empty() || scores.size() > prints.size()) {
            return fail(ErrorCode::kDeviceFailed, "libfprint does not log the scores as expected");
        }
        return scores;
    }

    /// Enrolment wants several samples; the same picture serves for all.
    Result<void> enrol(ImageView image) {
        struct Feed {
            const Session* session;
            ImageView image;
            Completion completion;
        } feed{this, image, {}};
        const auto next = [](FpDevice* from, gint stage, FpPrint*, gpointer data, GError* error) {
            const auto* waiting = static_cast<const Feed*>(data);
            if (error == nullptr && stage < fp_device_get_nr_enroll_stages(from)) {
                waiting->session->send(waiting->image, waiting->completion);
            }
        };
        fp_device_enroll(device, fp_print_new(device), nullptr, next, &feed, nullptr, Completion::done,
                         &feed.completion);
        send(image, feed.completion);
        GError* error = nullptr;
        anybody.reset(fp_device_enroll_finish(device, feed.completion.wait(), &error));
        return anybody ? Result<void>() : failed(error);
    }
};

Nbis::Nbis(std::filesystem::path folder, std::unique_ptr<Session> session)
    : folder_(std::move(folder)), session_(std::move(session)) {}
Nbis::Nbis(Nbis&&) noexcept = default;
Nbis& Nbis::operator=(Nbis&&) noexcept = default;
Nbis::~Nbis() = default;

Result<std::unique_ptr<Nbis::Session>> Nbis::Session::open(const std::filesystem::path& folder) {
    static int opened = 0;
    const std::string path = (folder / ("libfprint-" + std::to_string(++opened) + ".socket")).string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        return fail(ErrorCode::kInvalidArgument, "the folder's path is too long for a socket");
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    ScoreLog::instance();
    g_setenv("FP_VIRTUAL_IMAGE", path.c_str(), TRUE);
    auto session = std::make_unique<Session>();
    session->context.reset(fp_context_new());
    GPtrArray* devices = fp_context_get_devices(session->context.get());
    for (guint i = 0; i < devices->len; ++i) {
        auto* device = static_cast<FpDevice*>(g_ptr_array_index(devices, i));
        if (std::strcmp(fp_device_get_driver(device), kDriver) == 0) {
            session->device = device;
        }
    }
    GError* error = nullptr;
    if (session->device == nullptr || !fp_device_open_sync(session->device, nullptr, &error)) {
        g_clear_error(&error);
        return fail(ErrorCode::kDeviceFailed, "libfprint has no virtual image device here");
    }
    session->socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(session->socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        return fail(ErrorCode::kDeviceFailed, "libfprint's virtual image device does not answer");
    }
    return session;
}

Result<Nbis> Nbis::open(const std::filesystem::path& folder) {
    auto session = Session::open(folder);
    return session ? Result<Nbis>(Nbis(folder, std::move(*session))) : pass(session);
}

Result<void> Nbis::renew() {
    auto fresh = Session::open(folder_);
    if (!fresh) {
        return pass(fresh);
    }
    (*fresh)->anybody = std::move(session_->anybody);
    session_ = std::move(*fresh);
    return {};
}

Result<NbisPrint> Nbis::extract(ImageView image) {
    const auto attempt = [&]() -> Result<NbisPrint> {
        if (!session_->anybody) {
            if (const Result<void> enrolled = session_->enrol(image); !enrolled) {
                return pass(enrolled);
            }
        }
        return session_->scan(image, session_->anybody.get());
    };
    Result<NbisPrint> print = attempt();
    if (!print && too_hot(print.error())) {
        const Result<void> renewed = renew();
        return renewed ? attempt() : pass(renewed);
    }
    return print;
}

Result<std::vector<int>> Nbis::compare(ImageView image, std::span<const NbisPrint* const> prints) {
    std::vector<int> scores;
    // libfprint stops at the first print above its own threshold: ask again for the rest.
    while (scores.size() < prints.size()) {
        Result<std::vector<int>> more = session_->identify(image, prints.subspan(scores.size()));
        if (!more && too_hot(more.error())) {
            if (const Result<void> renewed = renew(); !renewed) {
                return pass(renewed);
            }
            continue;
        }
        if (!more) {
            return more;
        }
        scores.insert(scores.end(), more->begin(), more->end());
    }
    return scores;
}

}  // namespace dactyl
