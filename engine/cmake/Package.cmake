# find_package(dactyl) for others: exported targets, a version file, and the dependencies that static libraries pull in.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/dactyl)
configure_package_config_file(${PROJECT_SOURCE_DIR}/engine/cmake/dactylConfig.cmake.in
  ${PROJECT_BINARY_DIR}/dactylConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/dactylConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/dactylConfig.cmake ${PROJECT_BINARY_DIR}/dactylConfigVersion.cmake
  DESTINATION ${package_dir})
install(EXPORT dactylTargets NAMESPACE dactyl:: DESTINATION ${package_dir})
