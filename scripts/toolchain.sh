# Sourced by the scripts beside it: where the project is, which JDK and Maven to use, how Maven is called.
#
# What may be set from outside:
#   JAVA_HOME    is taken when it is a JDK 25 or newer
#   MAVEN_ARGS   goes to every Maven call, e.g. MAVEN_ARGS=-Dmaven.repo.local=/somewhere/else
#   MAVEN_OPTS   is Maven's own
#   BATUTA_MVN   the Maven to use, when it is not on the PATH

needed_java=25
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
logs="$project/target/logs"

say() { printf '%s\n' "$*" >&2; }

# One sentence, and out.
stop() {
  say "$*"
  exit 1
}

# The comment at the head of a script is its --help.
show_help() {
  sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p;}' "$1"
}

# A script that takes no arguments knows only --help.
no_arguments() {
  local script="$1"
  shift
  case "${1-}" in
    '') ;;
    -h | --help)
      show_help "$script"
      exit 0
      ;;
    *)
      say "$(basename "$script") knows no $1. See $(basename "$script") --help."
      exit 2
      ;;
  esac
}

# The major version of the JDK in a folder; nothing where there is none.
java_version_in() {
  [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
  fi
}

is_new_enough() {
  local version
  version="$(java_version_in "$1")"
  [ -n "$version" ] && [ "$version" -ge "$needed_java" ]
}

java_on_path() {
  local binary
  binary="$(command -v javac || true)"
  [ -n "$binary" ] || return 0
  binary="$(readlink -f "$binary" 2>/dev/null || printf '%s' "$binary")"
  dirname "$(dirname "$binary")"
}

# Sets JAVA_HOME to a JDK that serves: the one it names, that of the PATH, then the usual places.
find_java() {
  local home
  for home in \
    "${JAVA_HOME-}" \
    "$(java_on_path)" \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/* /opt/java/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* \
    "${HOME:-/nonexistent}"/.asdf/installs/java/* \
    "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && is_new_enough "$home"; then
      export JAVA_HOME="$home"
      return 0
    fi
  done
  stop "Batuta needs a JDK $needed_java or newer and found none: install Temurin $needed_java (https://adoptium.net) or point JAVA_HOME at one."
}

# Sets mvn to a Maven 3.8 or newer.
find_maven() {
  local candidate version
  for candidate in \
    "${BATUTA_MVN-}" \
    "$(command -v mvn || true)" \
    "${MAVEN_HOME:-/nonexistent}/bin/mvn" \
    "${M2_HOME:-/nonexistent}/bin/mvn" \
    /usr/share/maven/bin/mvn /opt/maven*/bin/mvn /opt/apache-maven*/bin/mvn /opt/homebrew/bin/mvn \
    "${HOME:-/nonexistent}"/.sdkman/candidates/maven/current/bin/mvn; do
    [ -n "$candidate" ] && [ -x "$candidate" ] || continue
    version="$(cd / && "$candidate" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')"
    case "$version" in
      '3 '[0-7]) ;;
      [3-9]' '*)
        mvn="$candidate"
        return 0
        ;;
    esac
  done
  stop "Batuta builds with Maven 3.8 or newer and found none: install it (https://maven.apache.org) or point BATUTA_MVN at its mvn."
}

# MAVEN_ARGS as words, quotes honoured, nothing executed. (Maven 3.8 does not read it by itself.)
read_maven_args() {
  maven_args=()
  local word
  while IFS= read -r word; do
    if [ -n "$word" ]; then
      maven_args+=("$word")
    fi
  done < <(printf '%s' "${MAVEN_ARGS-}" | xargs -n 1 printf '%s\n')
}

# Maven in the project, without its download lines.
maven() {
  [ -n "${mvn-}" ] || find_maven
  read_maven_args
  (cd "$project" && env -u MAVEN_ARGS "$mvn" -B --no-transfer-progress ${maven_args[@]+"${maven_args[@]}"} "$@")
}

# Says what begins, runs it with its output in target/logs, and says how long it took. Shows the end of the log when
# it fails.
step() {
  local name="$1" log
  shift
  mkdir -p "$logs"
  log="$logs/$(printf '%s' "$name" | tr -cs 'A-Za-z0-9' '-').log"
  say "· $name …"
  first_build_is_long
  local began=$SECONDS
  if "$@" >"$log" 2>&1; then
    say "  done in $((SECONDS - began)) s"
  else
    grep -E '^\[?(ERROR|FATAL)|error:' "$log" | head -n 60 >&2 || tail -n 40 "$log" >&2
    say "  failed after $((SECONDS - began)) s; all of it is in ${log#"$project"/}"
    return 1
  fi
}

# Once per machine Maven fetches its libraries: say so, since nothing moves on the screen meanwhile.
first_build_is_long() {
  [ -z "${told_about_downloads-}" ] || return 0
  told_about_downloads=yes
  local repository="${HOME:-/nonexistent}/.m2/repository" word
  read_maven_args
  for word in ${maven_args[@]+"${maven_args[@]}"}; do
    case "$word" in -Dmaven.repo.local=*) repository="${word#*=}" ;; esac
  done
  if [ ! -d "$repository/io/quarkus/quarkus-rest" ]; then
    say "  the first build on this machine downloads some 400 MB of libraries; that takes a few minutes"
  fi
}

# SHA-256 of what comes in, or of each file that is named.
digest() {
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# One hash over everything that an archive is made of and everything that it is deployed with: they belong together.
sources_digest() {
  (cd "$project" && find pom.xml template.yaml infra src/main scripts/archive -type f ! -name '*.pyc' -print | LC_ALL=C sort |
    while IFS= read -r file; do digest "$file"; done | digest | cut -d ' ' -f 1)
}

# As a person finds it again: the commit, and whether something was changed since.
commit_here() {
  git -C "$project" describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null || printf 'no-commit'
}

# Beside target/function.zip: which archive this is, and what it was built from. scripts/deploy asks it.
record_archive() {
  printf 'archive %s\nsources %s\ncommit %s\n' \
    "$(digest <"$project/target/function.zip" | cut -d ' ' -f 1)" "$(sources_digest)" "$(commit_here)" \
    >"$project/target/function.txt"
}

recorded() { sed -n "s/^$1 //p" "$project/target/function.txt"; }

# Java as every run of ours wants it.
java_flags=(
  -Djava.util.logging.manager=org.jboss.logmanager.LogManager
  -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dfile.encoding=UTF-8
  --add-opens java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow
)

# The local run: an ordinary HTTP server with its own PostgreSQL beside it. In target/local, so that it and the Lambda
# archive in target/function never overwrite each other.
package_local() {
  rm -rf "$project/target/local"
  mkdir -p "$project/target/local"
  maven package dependency:copy-dependencies -Dmaven.test.skip=true \
    -Dquarkus.package.output-directory=local \
    -DincludeScope=provided -DoutputDirectory="$project/target/local/provided" || return 1
  rm -f "$project"/target/local/{function.zip,manage.sh,bootstrap-example.sh,sam.jvm.yaml,sam.native.yaml}
  touch "$project/target/local/built"
}

# The Lambda archive: REST, pages and webhooks answer in process, without a socket; nothing of the local run, no
# Swagger UI. target/function.zip, and the same unpacked in target/function/task.
package_function() {
  rm -rf "$project/target/function"
  mkdir -p "$project/target/function"
  maven package dependency:copy-dependencies -Dmaven.test.skip=true -Dquarkus.package.output-directory=function \
    -Dapp.http.virtual=true -Dquarkus.arc.exclude-types='io.batuta.local.**,io.batuta.bench.**,io.batuta.faults.**' -Dquarkus.swagger-ui.always-include=false \
    -DincludeArtifactIds=aws-lambda-java-runtime-interface-client,aws-lambda-java-serialization \
    -DoutputDirectory="$project/target/function/runtime" || return 1
  rm -f "$project"/target/function/{manage.sh,bootstrap-example.sh,sam.jvm.yaml,sam.native.yaml}
  "$JAVA_HOME/bin/java" "$project/scripts/archive/Archive.java" "$project/target/function/function.zip" \
    "$project/target/function.zip" "$project/scripts/archive/left-out.txt" "$project/target/function/task" || return 1
  record_archive
  touch "$project/target/function/built"
}

# The same for a container image or a runtime of one's own: jars alone, Lambda's Java runtime beside them, one class path.
# target/function/image.
lay_out_image() {
  local task="$project/target/function/task" image="$project/target/function/image" entries
  rm -rf "$image"
  mkdir -p "$image"
  cp -r "$task/lib" "$project/target/function/runtime" "$image/"
  entries="$(cd "$task" && ls -A | grep -v '^lib$')"
  # shellcheck disable=SC2086 # names at the root of the archive have no spaces
  (cd "$task" && "$JAVA_HOME/bin/jar" --create --no-manifest --file "$image/app.jar" $entries)
}

# Measures the start of functions, or makes their AOT cache alone.
start_bench() {
  if function_is_stale; then
    step 'building the Lambda archive' package_function
  fi
  lay_out_image
  run_local io.batuta.local.lambda.StartBench "$project/target/function" "$1"
}

# Whether the Lambda archive must be built anew: never built, or something in it has changed since.
function_is_stale() {
  local built="$project/target/function/built"
  [ -f "$built" ] && [ -f "$project/target/function.zip" ] || return 0
  [ -n "$(find "$project/pom.xml" "$project/src/main" "$project/scripts/archive" -newer "$built" -print | head -n 1)" ]
}

# Whether the local run must be built anew: never built, or something in it has changed since.
local_is_stale() {
  local built="$project/target/local/built"
  [ -f "$built" ] || return 0
  [ -n "$(find "$project/pom.xml" "$project/src/main" -newer "$built" -print | head -n 1)" ]
}

# Becomes the Java of the local run, with the given main class.
run_local() {
  local main="$1" runner
  shift
  if local_is_stale; then
    step 'building the local run' package_local
  fi
  runner="$(ls "$project"/target/local/*-runner.jar)"
  cd "$project"
  exec "$JAVA_HOME/bin/java" "${java_flags[@]}" ${BATUTA_JAVA_OPTS-} \
    -cp "$runner:$project/target/local/provided/*" "$main" "$@"
}
