// The whole way: PC/SC's own service, its driver of a virtual reader, and a card program on the other end of its
// socket. Left out where pcscd and vsmartcard-vpcd are absent (packages-long.txt), or a service runs already.
#include "sensors/cardreader/pcsc.hpp"

#include <atomic>
#include <filesystem>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sensors/cardreader/id_card.hpp"
#include "tests/unit/cardreader/virtual_card.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr int kPort = 35963;

/// pcscd, started by hand for the time of a test.
class Service {
  public:
    Service() {
        std::error_code ignored;
        fs::create_directories("/run/pcscd", ignored);
        child_ = ::fork();
        if (child_ != 0) return;
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
        ::execl("/usr/sbin/pcscd", "pcscd", "--foreground", "--error", static_cast<char*>(nullptr));
        ::_exit(127);
    }
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;
    ~Service() {
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
    }

  private:
    pid_t child_ = -1;
};

/// A card in the virtual reader: two bytes of length and a command in, the same with the answer out. One byte alone is
/// power off, power on, reset, or the question for the answer to reset.
class InsertedCard {
  public:
    explicit InsertedCard(VirtualCard card) : card_(std::move(card)) {
        connect();
        thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }
    ~InsertedCard() {
        thread_ = {};
        if (socket_ >= 0) ::close(socket_);
    }
    bool inside() const { return socket_ >= 0; }

  private:
    void connect() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(kPort);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        for (int tries = 0; tries < 400; ++tries) {
            socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
            ::close(socket_);
            socket_ = -1;
            std::this_thread::sleep_for(10ms);
        }
    }
    bool receive(std::uint8_t* into, std::size_t count, const std::stop_token& stop) const {
        while (count > 0 && !stop.stop_requested()) {
            pollfd wish{socket_, POLLIN, 0};
            if (::poll(&wish, 1, 10) == 0) continue;
            const ssize_t got = ::recv(socket_, into, count, 0);
            if (got <= 0) return false;
            into += got;
            count -= static_cast<std::size_t>(got);
        }
        return count == 0;
    }
    void serve(const std::stop_token& stop) {
        static const CardBytes kAnswerToReset = {0x3B, 0x80, 0x80, 0x01, 0x01};  // T=0 and T=1, nothing more
        std::uint8_t head[2];
        bool met = false;
        while (socket_ >= 0) {
            if (!receive(head, 2, stop)) {
                if (met || stop.stop_requested()) return;
                // The reader drops whoever stands in the queue behind a card that was pulled out.
                ::close(socket_);
                connect();
                continue;
            }
            met = true;
            CardBytes message(static_cast<std::size_t>(head[0] << 8 | head[1]));
            if (!receive(message.data(), message.size(), stop)) return;
            CardBytes out = kAnswerToReset;
            if (message.size() == 1 && message[0] != 4) continue;
            if (message.size() > 1) {
                const auto answer = card_.answer(message);
                if (!answer) {
                    ::shutdown(socket_, SHUT_RDWR);
                    return;
                }
                out = *answer;
            }
            out = CardBytes{static_cast<std::uint8_t>(out.size() >> 8), static_cast<std::uint8_t>(out.size())} + out;
            ::send(socket_, out.data(), out.size(), MSG_NOSIGNAL);
        }
    }

    VirtualCard card_;
    int socket_ = -1;
    std::jthread thread_;
};

class Pcsc : public testing::Test {
  protected:
    /// A service for each card: it takes long to notice that one was changed.
    void SetUp() override { start(); }
    void start() {
        service_.reset();
        const bool installed = fs::exists("/usr/sbin/pcscd") && fs::exists("/etc/reader.conf.d/vpcd");
        if (!installed || ::geteuid() != 0 || fs::exists("/run/pcscd/pcscd.comm")) {
            GTEST_SKIP() << "needs pcscd and vsmartcard-vpcd, root, and no PC/SC service that runs already";
        }
        service_ = std::make_unique<Service>();
        Result<std::vector<std::string>> readers = list_card_readers();
        for (int tries = 0; tries < 400 && (!readers || readers->empty()); ++tries) {
            std::this_thread::sleep_for(10ms);
            readers = list_card_readers();
        }
        if (!readers || readers->empty()) GTEST_SKIP() << "this build or this machine has no virtual reader";
    }
    static Result<IdCard> insert_and_read(Fault fault) {
        VirtualCardOptions options;
        options.fault = fault;
        const InsertedCard inserted({holder_object(), prints_object(print_of_nobody()), options});
        EXPECT_TRUE(inserted.inside());
        auto card = connect_card({}, 10s);
        if (!card) return pass(card);
        return read_id_card(**card);
    }
    std::unique_ptr<Service> service_;
};

class PcscFaults : public Pcsc, public testing::WithParamInterface<std::pair<Fault, ErrorCode>> {};

TEST_P(PcscFaults, AreToldApart) {
    const auto card = insert_and_read(GetParam().first);
    ASSERT_FALSE(card);
    EXPECT_EQ(card.error().code, GetParam().second) << card.error().message;
}

INSTANTIATE_TEST_SUITE_P(Cards, PcscFaults,
                         testing::Values(std::pair(Fault::kWrongApplication, ErrorCode::kNotFound),
                                         std::pair(Fault::kTorn, ErrorCode::kCorrupt),
                                         std::pair(Fault::kLongLength, ErrorCode::kCorrupt),
                                         std::pair(Fault::kPulledOut, ErrorCode::kDeviceUnavailable)));

TEST_F(Pcsc, GoodCardIsRead) {
    const auto card = insert_and_read(Fault::kNone);
    ASSERT_TRUE(card) << card.error().message;
    EXPECT_EQ(card->holder.id_number, "119999190001010011");
    EXPECT_EQ(card->prints.at(0).minutiae.size(), 60U);
}

TEST_F(Pcsc, NoCardIsATimeoutAndCanBeCancelled) {
    EXPECT_EQ(connect_card({}, 150ms).error().code, ErrorCode::kTimeout);
    std::stop_source source;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(connect_card({}, 20s, source.get_token()).error().code, ErrorCode::kCancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 250ms);
}

TEST_F(Pcsc, UnknownReaderIsNotFound) { EXPECT_EQ(connect_card("abacus", 1s).error().code, ErrorCode::kNotFound); }

TEST(PcscWithoutService, IsToldWithWhatToDo) {
    if (fs::exists("/run/pcscd/pcscd.comm")) GTEST_SKIP() << "a PC/SC service runs";
    const auto readers = list_card_readers();
    ASSERT_FALSE(readers);
    EXPECT_EQ(readers.error().code, ErrorCode::kDeviceUnavailable);
}

}  // namespace
}  // namespace dactyl
