#pragma once

namespace dactyl {

/// For std::unique_ptr: gives an object of OpenSSL back by its own function.
template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};

}  // namespace dactyl
