# Every checkout of one commit gives one digest, the one that imgpkg gives a clean clone, and what is no part of a
# commit does not count.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
set(bundle packages/apple/1.1.0/bundle)
write(${bundle}/bin/run.sh "#!/bin/sh\n")
write(${bundle}/docs/deep/a/README "Apples\n")
file(CHMOD "${SOURCE}/${bundle}/bin/run.sh" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
set(ENV{GIT_CONFIG_NOSYSTEM} 1)
set(ENV{HOME} "${WORK}")
set(apple "${SOURCE}/${bundle}")
set(commit "${WORK}/commit")

# sh(<script>) runs a script in the bundle's folder.
function(sh script)
  run(COMMAND sh -ec "${script}" DIRECTORY "${apple}")
endfunction()

function(expect_digest)
  build()
  get_digest(apple/1.1.0 now)
  expect_equal("${now}" "${digest}")
endfunction()

run(COMMAND sh -ec "git init -q && git add . && git -c user.name=A -c user.email=a@b commit -qm Fruit"
    DIRECTORY "${SOURCE}")
run(COMMAND sh -ec "umask 022 && git clone -q '${SOURCE}' '${commit}'")
configure()
build()
get_digest(apple/1.1.0 digest)

# Modes.
foreach(script "chmod -R go-rwx ." "chmod -R a-w ." "chmod -R a+rwX ." "chmod u+s bin/run.sh" "chmod 500 bin/run.sh"
        "mkdir -p empty/folder docs/none")
  sh("${script}; find . -exec touch {} +")
  expect_digest()
  sh("chmod -R u+w .")
endforeach()
sh("chmod +x docs/deep/a/README; touch docs/deep/a/README")
build()
get_digest(apple/1.1.0 now)
expect_different("${now}" "${digest}")
sh("chmod -x docs/deep/a/README; touch docs/deep/a/README")
expect_digest()

# A file system that sets every execute bit, and one that sets none.
run(COMMAND git config core.fileMode false DIRECTORY "${SOURCE}")
sh("find . -type f -exec chmod +x {} + -exec touch {} +")
expect_digest()
build()
expect_ran()
sh("find . -type f -exec chmod -x {} + -exec touch {} +")
expect_digest()
run(COMMAND git update-index --chmod=+x ${bundle}/docs/deep/a/README DIRECTORY "${SOURCE}")
build()
get_digest(apple/1.1.0 now)
expect_different("${now}" "${digest}")
run(COMMAND git update-index --chmod=-x ${bundle}/docs/deep/a/README DIRECTORY "${SOURCE}")
expect_digest()
ctest()
run(COMMAND git config core.fileMode true DIRECTORY "${SOURCE}")
sh("chmod +x bin/run.sh; touch bin/run.sh")
expect_digest()

# What editors, tools and the file system leave, in the bundle and among its templates.
sh("mkdir -p .vendir-tmp-1 docs/.svn config/.git .git
    for f in .vendir-tmp-1/key docs/.svn/x config/.git/x .git/HEAD a~ config/deployment.yaml~ config/.schema.yaml.swp \\
             '#a#' config/._schema.yaml .DS_Store docs/Thumbs.db .imgpkg/.images.yml.12.0.tmp config/.deployment.yaml.1.2.tmp
    do printf '#@ not a template' > \"$f\"; done
    ln -s user@host.1 config/.#schema.yaml; mkfifo .nfs1")
expect_digest()
ctest()

# What .imgpkgignore says, which the renderings do not see either.
write(${bundle}/.imgpkgignore "*.bak\n/drafts/\nold.yaml\n")
sh("mkdir drafts; mkfifo drafts/pipe; echo x > a.bak; cp config/schema.yaml config/old.yaml; mkdir -p x/.imgpkg; echo x > x/.imgpkg/a.bak")
expect_digest()
build()
expect_ran()
ctest()
replace(${bundle}/.imgpkgignore "*.bak" "#")
build(MUST_FAIL "${apple}/x/.imgpkg: a bundle within a bundle")
sh("rm -r x a.bak")
expect_digest()
write(${bundle}/.imgpkgignore "")
build(MUST_FAIL "${apple}/drafts/pipe: this is neither a file nor a folder" "exclude it with a line in the bundle's .imgpkgignore")
sh("rm -r drafts config/old.yaml .imgpkgignore")
expect_digest()

# A clone elsewhere, with a umask of its own; a bundle's folder that is a link.
run(COMMAND sh -ec "umask 077 && git clone -q '${SOURCE}' elsewhere && mv elsewhere/${bundle} moved &&
                    ln -s ../../../../moved elsewhere/${bundle}")
set(SOURCE "${WORK}/elsewhere")
set(BUILD "${WORK}/build elsewhere")
configure()
expect_digest()

# Links in a bundle.
file(CREATE_LINK schema.yaml "${WORK}/moved/config/link.yaml" SYMBOLIC)
build(MUST_FAIL "${SOURCE}/${bundle}/config/link.yaml: this is a symbolic link, and a bundle cannot contain links"
                "replace it with a copy of what it leads to")
