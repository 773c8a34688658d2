#pragma once

#include <memory>

#include <fprint.h>

namespace dactyl {

/// Frees GLib objects.
struct Unref {
    template <class T>
    void operator()(T* object) const {
        g_object_unref(object);
    }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

/// The end of an asynchronous call.
struct Completion {
    Owned<GAsyncResult> result;

    static void done(GObject*, GAsyncResult* result, gpointer self) {
        static_cast<Completion*>(self)->result.reset(G_ASYNC_RESULT(g_object_ref(result)));
    }
    GAsyncResult* wait() {
        while (!result) {
            g_main_context_iteration(nullptr, TRUE);
        }
        return result.get();
    }
};

}  // namespace dactyl
