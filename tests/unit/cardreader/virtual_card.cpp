#include "tests/unit/cardreader/virtual_card.hpp"

#include "templates/codec/card.hpp"

namespace dactyl {

CardBytes operator+(CardBytes left, const CardBytes& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

CardBytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

CardBytes tlv(std::uint32_t tag, const CardBytes& value) {
    CardBytes out;
    for (int shift = 16; shift >= 0; shift -= 8) {
        if (tag >> shift != 0) out.push_back(static_cast<std::uint8_t>(tag >> shift));
    }
    if (value.size() > 0xFF) {
        out.push_back(0x82);
        out.push_back(static_cast<std::uint8_t>(value.size() >> 8));
    } else if (value.size() > 0x7F) {
        out.push_back(0x81);
    }
    out.push_back(static_cast<std::uint8_t>(value.size()));
    return out + value;
}

VirtualCard::VirtualCard(CardBytes holder, CardBytes prints, const VirtualCardOptions& options) : options_(options) {
    if (options.fault == Fault::kTorn) prints.resize(prints.size() / 2);
    if (options.fault == Fault::kLongLength) prints[3] = 0xFF;  // behind the tag 7F61 and 81 or 82
    if (options.fault == Fault::kHugeLength) prints = CardBytes{0x7F, 0x61, 0x83, 0xFF, 0xFF, 0xFF} + prints;
    files_ = {{0x0101, std::move(holder)}, {0x0102, std::move(prints)}};
}

CardBytes VirtualCard::give(CardBytes data, std::size_t expected) {
    const std::size_t most = std::min(expected, options_.most);
    if (data.size() > most || (options_.keeps_back && kept_.empty() && !data.empty())) {
        const std::size_t now = options_.keeps_back && kept_.empty() ? 0 : most;
        kept_.assign(data.begin() + static_cast<std::ptrdiff_t>(now), data.end());
        data.resize(now);
        data.push_back(0x61);
        data.push_back(static_cast<std::uint8_t>(std::min<std::size_t>(kept_.size(), 256)));
        return data;
    }
    kept_.clear();
    return data + CardBytes{0x90, 0x00};
}

std::optional<CardBytes> VirtualCard::answer(const CardBytes& command) {
    if (options_.fault == Fault::kPulledOut && ++commands_ > 4) return std::nullopt;
    if (command.size() < 4) return CardBytes{0x67, 0x00};
    const bool extended = command.size() > 5 && command[4] == 0;
    if (extended && !options_.extended) return CardBytes{0x67, 0x00};
    const std::uint8_t instruction = command[1];
    if (instruction == 0xC0) {
        if (options_.fault == Fault::kEndless) return CardBytes{0x00, 0x61, 0x10};
        const CardBytes kept = kept_;
        return give(kept, command[4] == 0 ? 256 : command[4]);
    }
    if (instruction == 0xA4) {
        const CardBytes name(command.begin() + 5, command.begin() + 5 + command[4]);
        if (command[2] == 0x04) {
            const CardBytes known = {0xF0, 'D', 'A', 'C', 'T', 'Y', 'L', 0x01};
            const bool here = name == known && options_.fault != Fault::kWrongApplication;
            return here ? CardBytes{0x90, 0x00} : CardBytes{0x6A, 0x82};
        }
        const auto file = static_cast<std::uint16_t>(name.at(0) << 8 | name.at(1));
        if (!options_.files || !files_.contains(file)) return CardBytes{0x6A, 0x82};
        selected_ = file;
        return CardBytes{0x90, 0x00};
    }
    std::size_t expected = command[4] == 0 ? 256 : command[4];
    if (extended) expected = static_cast<std::size_t>(command[5] << 8 | command[6]);
    if (options_.fault == Fault::kNoStatus) return CardBytes{0x90};
    if (options_.fault == Fault::kEndless) return CardBytes{0x61, 0x10};
    if (instruction == 0xCA && !options_.files) {
        return give(files_[command[2] == 0x7F ? 0x0102 : 0x0101], expected);
    }
    if (instruction != 0xB0 || !selected_) return CardBytes{0x6D, 0x00};
    const CardBytes& file = files_[*selected_];
    const std::size_t offset = static_cast<std::size_t>(command[2] << 8 | command[3]);
    if (offset > file.size()) return CardBytes{0x6B, 0x00};
    const std::size_t end = std::min(offset + expected, file.size());
    const CardBytes piece(file.begin() + static_cast<std::ptrdiff_t>(offset),
                          file.begin() + static_cast<std::ptrdiff_t>(end));
    if (end - offset < expected) return piece + CardBytes{0x62, 0x82};
    return give(piece, expected);
}

CardBytes holder_object(bool gb18030) {
    // U+20000, a character outside the first plane.
    const CardBytes name = gb18030 ? CardBytes{0x95, 0x32, 0x82, 0x36} : CardBytes{0xF0, 0xA0, 0x80, 0x80};
    return tlv(0x65, tlv(0xC0, {static_cast<std::uint8_t>(gb18030 ? 1 : 0)}) +
                         tlv(0xC1, bytes_of("119999190001010011")) + tlv(0x5F20, name) +
                         tlv(0x5F2B, bytes_of("19000101")) + tlv(0xC3, bytes_of("20991231")));
}

Template print_of_nobody() {
    Template print;
    print.width = 300;
    print.height = 400;
    for (int i = 0; i < 60; ++i) {
        Minutia minutia;
        minutia.x = to_minutia_grid(20 + i * 37 % 260);
        minutia.y = to_minutia_grid(20 + i * 53 % 360);
        minutia.direction = Direction::from_degrees(i * 23 % 360);
        minutia.kind = i % 2 == 0 ? MinutiaKind::kEnding : MinutiaKind::kBifurcation;
        minutia.quality = 50;
        print.minutiae.push_back(minutia);
    }
    return print;
}

CardBytes prints_object(const Template& print) {
    const auto encoded = encode_card(print);
    CardBytes data(encoded->size());
    for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>((*encoded)[i]);
    const CardBytes header =
        tlv(0xA1, tlv(0x81, {0x08}) + tlv(0x82, {0x09}) + tlv(0x87, {0x01, 0x01}) + tlv(0x88, {0x00, 0x05}));
    return tlv(0x7F61, tlv(0x02, {0x01}) + tlv(0x7F60, header + data));
}

}  // namespace dactyl
