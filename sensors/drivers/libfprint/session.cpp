#include "sensors/drivers/libfprint/session.hpp"

#include <mutex>

#include <fmt/core.h>

namespace dactyl::libfprint {
namespace {

bool hands_out_pictures(FpDevice* device) { return fp_device_has_feature(device, FP_DEVICE_FEATURE_CAPTURE) != 0; }

struct Completion {
    Owned<GAsyncResult> result;

    static void done(GObject*, GAsyncResult* result, gpointer data) {
        static_cast<Completion*>(data)->result.reset(G_ASYNC_RESULT(g_object_ref(result)));
    }
};

std::timed_mutex& turns() {
    static std::timed_mutex mutex;
    return mutex;
}

/// What devices left behind for the main context holds them.
void run_what_is_due() {
    while (g_main_context_iteration(nullptr, FALSE)) continue;
}

/// Wakes the main context at every slice, so that somebody looks at the stop token.
class Ticks {
  public:
    Ticks()
        : source_(g_timeout_source_new(static_cast<guint>(Patience::kSlice.count()))) {
        g_source_set_callback(
            source_, [](gpointer) -> gboolean { return G_SOURCE_CONTINUE; }, nullptr, nullptr);
        g_source_attach(source_, nullptr);
    }
    Ticks(const Ticks&) = delete;
    Ticks& operator=(const Ticks&) = delete;
    ~Ticks() {
        g_source_destroy(source_);
        g_source_unref(source_);
    }

  private:
    GSource* source_;
};

tl::unexpected<Error> failed(GError* error) {
    const bool removed = g_error_matches(error, FP_DEVICE_ERROR, FP_DEVICE_ERROR_REMOVED) != 0 ||
                         g_error_matches(error, FP_DEVICE_ERROR, FP_DEVICE_ERROR_NOT_OPEN) != 0;
    auto out = fail(removed ? ErrorCode::kDeviceUnavailable : ErrorCode::kDeviceFailed,
                    fmt::format("libfprint: {}", error == nullptr ? "no picture" : error->message));
    g_clear_error(&error);
    return out;
}

}  // namespace

Session::~Session() {
    const std::lock_guard turn(turns());
    if (device_ != nullptr && fp_device_is_open(device_)) fp_device_close_sync(device_, nullptr, nullptr);
    context_.reset();
    run_what_is_due();
}

Result<std::unique_ptr<Session>> Session::open(const std::string& driver) {
    std::unique_ptr<Session> session(new Session);
    const std::lock_guard turn(turns());
    session->context_.reset(fp_context_new());
    const GPtrArray* devices = fp_context_get_devices(session->context_.get());
    for (guint i = 0; i < devices->len && session->device_ == nullptr; ++i) {
        auto* device = static_cast<FpDevice*>(g_ptr_array_index(devices, i));
        if (!hands_out_pictures(device)) continue;
        if (driver.empty() || driver == fp_device_get_driver(device)) session->device_ = device;
    }
    if (session->device_ == nullptr) {
        return fail(ErrorCode::kNotFound,
                    driver.empty() ? "no reader is connected that libfprint gets pictures from"
                                   : fmt::format("no reader of libfprint's driver '{}' is connected", driver));
    }
    GError* error = nullptr;
    if (!fp_device_open_sync(session->device_, nullptr, &error)) {
        const std::string reason = error == nullptr ? "no reason given" : error->message;
        g_clear_error(&error);
        return fail(ErrorCode::kDeviceUnavailable, fmt::format("libfprint cannot open the reader: {}", reason));
    }
    return session;
}

Result<Owned<FpImage>> Session::capture(const Patience& patience, const std::function<void()>& noticed,
                                        FpDeviceRetry& retry) {
    std::unique_lock turn(turns(), std::defer_lock);
    while (!turn.try_lock_for(patience.slice())) {
        if (auto well = patience.check(); !well) return pass(well);
    }
    const Owned<GCancellable> cancellable(g_cancellable_new());
    Completion completion;
    Result<void> well = patience.check();
    if (!well) return pass(well);
    fp_device_capture(device_, TRUE, cancellable.get(), Completion::done, &completion);
    const Ticks ticks;
    bool told = false;
    while (!completion.result) {
        g_main_context_iteration(nullptr, TRUE);
        const bool present = (fp_device_get_finger_status(device_) & FP_FINGER_STATUS_PRESENT) != 0;
        if (present && !told) noticed();
        told = told || present;
        if (well && !completion.result) {
            well = patience.check();
            // A finger that is there has come in time.
            if (!well && (well.error().code == ErrorCode::kCancelled || !told)) g_cancellable_cancel(cancellable.get());
            if (!well && well.error().code == ErrorCode::kTimeout && told) well = {};
        }
    }
    GError* error = nullptr;
    Owned<FpImage> image(fp_device_capture_finish(device_, completion.result.get(), &error));
    if (image) return image;
    if (!well && !g_error_matches(error, FP_DEVICE_ERROR, FP_DEVICE_ERROR_REMOVED)) {
        g_clear_error(&error);
        return pass(well);
    }
    if (error == nullptr || error->domain != FP_DEVICE_RETRY) return failed(error);
    retry = static_cast<FpDeviceRetry>(error->code);
    g_clear_error(&error);
    return Owned<FpImage>();
}

std::vector<Seen> list_devices() {
    std::vector<Seen> seen;
    const std::lock_guard turn(turns());
    const Owned<FpContext> context(fp_context_new());
    const GPtrArray* devices = fp_context_get_devices(context.get());
    for (guint i = 0; i < devices->len; ++i) {
        auto* device = static_cast<FpDevice*>(g_ptr_array_index(devices, i));
        if (hands_out_pictures(device)) seen.push_back({fp_device_get_driver(device), fp_device_get_name(device)});
    }
    return seen;
}

}  // namespace dactyl::libfprint
