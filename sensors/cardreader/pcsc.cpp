#include "sensors/cardreader/pcsc.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/core.h>
#include <winscard.h>

namespace dactyl {
namespace {

constexpr DWORD kSliceMilliseconds = 50;  // between two looks at the stop token
constexpr std::size_t kLongestResponse = 65'538;

tl::unexpected<Error> failed(LONG code) {
    switch (code) {
        case SCARD_E_NO_SERVICE:
        case SCARD_E_SERVICE_STOPPED:
            return fail(ErrorCode::kDeviceUnavailable,
                        "the PC/SC service does not run; is pcscd installed and started?");
        case SCARD_E_NO_READERS_AVAILABLE:
        case SCARD_E_READER_UNAVAILABLE:
            return fail(ErrorCode::kDeviceUnavailable, "no card reader is connected");
        case SCARD_E_UNKNOWN_READER:
            return fail(ErrorCode::kNotFound, "no card reader of that name");
        case SCARD_W_REMOVED_CARD:
        case SCARD_E_NO_SMARTCARD:
        case SCARD_W_RESET_CARD:
        case SCARD_W_UNPOWERED_CARD:
        case SCARD_W_UNRESPONSIVE_CARD:
            return fail(ErrorCode::kDeviceUnavailable, "the card was pulled out");
        default:
            return fail(ErrorCode::kDeviceFailed,
                        fmt::format("the card reader failed with the code {:08X}", static_cast<std::uint32_t>(code)));
    }
}

class Context {
  public:
    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() {
        if (open_) ::SCardReleaseContext(handle_);
    }
    LONG establish() {
        const LONG code = ::SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &handle_);
        open_ = code == SCARD_S_SUCCESS;
        return code;
    }
    SCARDCONTEXT handle() const { return handle_; }

  private:
    SCARDCONTEXT handle_ = 0;
    bool open_ = false;
};

Result<std::vector<std::string>> readers_of(const Context& context) {
    DWORD size = 0;
    LONG code = ::SCardListReaders(context.handle(), nullptr, nullptr, &size);
    if (code == SCARD_E_NO_READERS_AVAILABLE) return std::vector<std::string>();
    if (code != SCARD_S_SUCCESS) return failed(code);
    std::vector<char> names(size + 2, '\0');
    code = ::SCardListReaders(context.handle(), nullptr, names.data(), &size);
    if (code == SCARD_E_NO_READERS_AVAILABLE) return std::vector<std::string>();
    if (code != SCARD_S_SUCCESS) return failed(code);
    std::vector<std::string> readers;
    for (const char* name = names.data(); *name != '\0'; name += std::strlen(name) + 1) readers.emplace_back(name);
    return readers;
}

class PcscCard final : public CardChannel {
  public:
    PcscCard(std::unique_ptr<Context> context, SCARDHANDLE card, DWORD protocol)
        : context_(std::move(context)), card_(card), protocol_(protocol) {}
    PcscCard(const PcscCard&) = delete;
    PcscCard& operator=(const PcscCard&) = delete;
    ~PcscCard() override {
        ::SCardEndTransaction(card_, SCARD_LEAVE_CARD);
        ::SCardDisconnect(card_, SCARD_RESET_CARD);
    }

    Result<std::vector<std::uint8_t>> transmit(std::span<const std::uint8_t> command) override {
        std::vector<std::uint8_t> answer(kLongestResponse);
        auto size = static_cast<DWORD>(answer.size());
        const SCARD_IO_REQUEST* request = protocol_ == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
        const LONG code = ::SCardTransmit(card_, request, command.data(), static_cast<DWORD>(command.size()), nullptr,
                                          answer.data(), &size);
        if (code != SCARD_S_SUCCESS) return gone() ? failed(SCARD_W_REMOVED_CARD) : failed(code);
        // A reader that gives no status got nothing from the card.
        if (size < 2) return failed(SCARD_W_REMOVED_CARD);
        answer.resize(size);
        return answer;
    }

  private:
    /// Some drivers report a card that was pulled out as a failed transfer.
    bool gone() const {
        DWORD state = 0;
        DWORD protocol = 0;
        return ::SCardStatus(card_, nullptr, nullptr, &state, &protocol, nullptr, nullptr) != SCARD_S_SUCCESS ||
               (state & SCARD_ABSENT) != 0;
    }

    std::unique_ptr<Context> context_;
    SCARDHANDLE card_;
    DWORD protocol_;
};

/// The reader among `readers` that has a card now.
Result<std::string> with_card(const Context& context, const std::vector<std::string>& readers) {
    std::vector<SCARD_READERSTATE> states(readers.size());
    for (std::size_t i = 0; i < readers.size(); ++i) {
        states[i] = {};
        states[i].szReader = readers[i].c_str();
    }
    const LONG code = ::SCardGetStatusChange(context.handle(), 0, states.data(), static_cast<DWORD>(states.size()));
    if (code != SCARD_S_SUCCESS && code != SCARD_E_TIMEOUT) return failed(code);
    for (std::size_t i = 0; i < readers.size(); ++i) {
        if ((states[i].dwEventState & SCARD_STATE_PRESENT) != 0) return readers[i];
    }
    return std::string();
}

Result<std::string> wait_for_card(const Context& context, const std::string& wanted, std::chrono::milliseconds timeout,
                                  const std::stop_token& stop) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "waiting for a card was cancelled");
        auto readers = readers_of(context);
        if (!readers) return pass(readers);
        if (readers->empty()) return failed(SCARD_E_NO_READERS_AVAILABLE);
        if (!wanted.empty()) {
            if (std::find(readers->begin(), readers->end(), wanted) == readers->end())
                return failed(SCARD_E_UNKNOWN_READER);
            readers = std::vector{wanted};
        }
        auto found = with_card(context, *readers);
        if (!found || !found->empty()) return found;
        if (std::chrono::steady_clock::now() >= deadline) return fail(ErrorCode::kTimeout, "no card came in time");
        SCARD_READERSTATE any{};
        any.szReader = readers->front().c_str();
        any.dwCurrentState = SCARD_STATE_EMPTY;
        ::SCardGetStatusChange(context.handle(), kSliceMilliseconds, &any, 1);
    }
}

}  // namespace

Result<std::vector<std::string>> list_card_readers() {
    Context context;
    if (const LONG code = context.establish(); code != SCARD_S_SUCCESS) return failed(code);
    return readers_of(context);
}

Result<std::unique_ptr<CardChannel>> connect_card(const std::string& reader, std::chrono::milliseconds timeout,
                                                  std::stop_token stop) {
    auto context = std::make_unique<Context>();
    if (const LONG code = context->establish(); code != SCARD_S_SUCCESS) return failed(code);
    const auto found = wait_for_card(*context, reader, timeout, stop);
    if (!found) return pass(found);
    SCARDHANDLE card = 0;
    DWORD protocol = 0;
    LONG code = ::SCardConnect(context->handle(), found->c_str(), SCARD_SHARE_SHARED,
                               SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol);
    if (code != SCARD_S_SUCCESS) return failed(code);
    auto channel = std::make_unique<PcscCard>(std::move(context), card, protocol);
    if (code = ::SCardBeginTransaction(card); code != SCARD_S_SUCCESS) return failed(code);
    return channel;
}

}  // namespace dactyl
