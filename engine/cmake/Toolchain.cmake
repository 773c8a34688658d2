# How every target is compiled. Nothing here depends on the building machine's processor: wide instructions are chosen at run
# time by Highway, and floating-point contraction is off so that a score is the same everywhere.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

add_library(dactyl_compile_options INTERFACE)
target_compile_options(dactyl_compile_options INTERFACE
  -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
target_compile_definitions(dactyl_compile_options INTERFACE HWY_WANT_AVX3_DL)

if(DACTYL_SANITIZE)
  add_compile_options(-fsanitize=${DACTYL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DACTYL_SANITIZE})
endif()

# Build acceleration, used where it is there and never required.
find_program(DACTYL_CCACHE ccache)
if(DACTYL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${DACTYL_CCACHE})
  add_compile_options(-fpch-preprocess)
endif()
find_program(DACTYL_MOLD mold)
if(DACTYL_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
  add_link_options(-fuse-ld=mold)
endif()
