#include "bench/peers/mindtct.hpp"

#ifdef DACTYL_LIBFPRINT
#include <cstring>
#include <ctime>

#include "bench/peers/glib.hpp"
#endif

namespace dactyl {

#ifdef DACTYL_LIBFPRINT

std::optional<double> mindtct_ms(ImageView image) {
    const Owned<FpImage> copy(fp_image_new(image.width(), image.height()));
    gsize size = 0;
    // There is no public way to fill an FpImage; its own bytes are writable.
    auto* pixels = const_cast<guchar*>(fp_image_get_data(copy.get(), &size));
    for (int y = 0; y < image.height(); ++y) {
        std::memcpy(pixels + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width()), image.row(y),
                    static_cast<std::size_t>(image.width()));
    }
    // mindtct runs on a thread of GLib's, so the whole process is timed.
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
    };
    const double start = now();
    Completion completion;
    fp_image_detect_minutiae(copy.get(), nullptr, Completion::done, &completion);
    completion.wait();
    return now() - start;
}

#else

std::optional<double> mindtct_ms(ImageView) { return std::nullopt; }

#endif

}  // namespace dactyl
