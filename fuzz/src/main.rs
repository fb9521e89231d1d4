//! A mutation fuzzer that needs nothing but stable Rust: what it is told on the command line, the loop, and what it says of a failure.
//! What is asked of an input is in the library.

use highper_fuzz::mutate::mutate;
use highper_fuzz::random::Random;
use highper_fuzz::{TARGETS, Target, target};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const USAGE: &str = "usage: highper-fuzz TARGET [--seconds N] [--inputs N] [--seed N] [--corpus FOLDER] [--input FILE]

--seconds   stop after so long (10 unless --inputs is given)
--inputs    stop after so many inputs
--seed      where the random numbers begin; the same seed tries the same inputs
--corpus    a folder whose files are mutated, too
--input     try this file alone, without mutations";

struct Plan {
    target: &'static Target,
    seconds: Option<u64>,
    inputs: u64,
    seed: u64,
    corpus: Option<String>,
    input: Option<String>,
}

/// The inputs that are mutated are kept below this, so that many can be tried.
const LONGEST: usize = 4096;
/// How many mutated inputs are kept for more mutations.
const KEPT: usize = 4096;

fn main() -> ExitCode {
    match plan(std::env::args().skip(1)).and_then(|plan| run(&plan)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn plan(mut arguments: impl Iterator<Item = String>) -> Result<Plan, String> {
    let target = arguments.next().and_then(|name| target(&name)).ok_or_else(usage)?;
    let mut plan = Plan { target, seconds: None, inputs: u64::MAX, seed: 1, corpus: None, input: None };
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or_else(usage)?;
        let number = || value.parse::<u64>().map_err(|_| format!("{option} wants a number, not '{value}'"));
        match option.as_str() {
            "--seconds" => plan.seconds = Some(number()?),
            "--inputs" => plan.inputs = number()?,
            "--seed" => plan.seed = number()?,
            "--corpus" => plan.corpus = Some(value),
            "--input" => plan.input = Some(value),
            _ => return Err(usage()),
        }
    }
    if plan.inputs == u64::MAX && plan.seconds.is_none() {
        plan.seconds = Some(10);
    }
    Ok(plan)
}

fn usage() -> String {
    let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
    format!("{USAGE}\n\nTARGET is one of: {}", names.join(", "))
}

fn run(plan: &Plan) -> Result<(), String> {
    let mut random = Random::new(plan.seed);
    if let Some(file) = &plan.input {
        let input = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        attempt(plan, &input, &mut random)?;
        println!("1 passed, 0 failed");
        return Ok(());
    }
    let mut corpus = (plan.target.seeds)(&mut random)?;
    if let Some(folder) = &plan.corpus {
        corpus.extend(files(Path::new(folder)).map_err(|error| format!("{folder}: {error}"))?);
    }
    for input in &corpus {
        attempt(plan, input, &mut random)?;
    }
    let begun = Instant::now();
    let end = plan.seconds.map(|seconds| begun + Duration::from_secs(seconds));
    let seeds = corpus.len();
    let (mut tried, mut accepted) = (0, 0);
    while tried < plan.inputs && end.is_none_or(|end| tried % 256 != 0 || Instant::now() < end) {
        // As often a seed as what was made of one.
        let among = if random.below(2) == 0 { corpus.get(..seeds).unwrap_or_default() } else { &corpus };
        let mut input = random.pick(among).cloned().unwrap_or_default();
        mutate(&mut input, &corpus, &mut random);
        input.truncate(LONGEST);
        tried += 1;
        // Without coverage there is no telling what is new; what is still valid is worth further mutations.
        if attempt(plan, &input, &mut random)? {
            accepted += 1;
            if corpus.len() < seeds + KEPT {
                corpus.push(input);
            } else if let Some(slot) = corpus.get_mut(seeds + random.below(KEPT)) {
                *slot = input;
            }
        }
    }
    println!(
        "{}: {tried} inputs of seed {}, {accepted} of them valid, in {} s",
        plan.target.name,
        plan.seed,
        begun.elapsed().as_secs()
    );
    println!("1 passed, 0 failed");
    Ok(())
}

/// Tries one input and says whether it is valid. What fails is written to a file, which --input takes.
fn attempt(plan: &Plan, input: &[u8], random: &mut Random) -> Result<bool, String> {
    let problem = match catch_unwind(AssertUnwindSafe(|| (plan.target.check)(input, random))) {
        Ok(Ok(accepted)) => return Ok(accepted),
        Ok(Err(problem)) => problem,
        Err(_) => "panic (see above)".to_owned(),
    };
    let file = std::env::temp_dir().join(format!("highper-fuzz-{}-{}", plan.target.name, std::process::id()));
    let kept = match std::fs::write(&file, input) {
        Ok(()) => format!("in {}", file.display()),
        Err(error) => format!("not written: {error}"),
    };
    Err(format!(
        "{} fails: {problem}\n  input ({} bytes, {kept}): {}\n0 passed, 1 failed",
        plan.target.name,
        input.len(),
        input.escape_ascii()
    ))
}

/// The contents of a folder's files, cut to what is mutated.
fn files(folder: &Path) -> std::io::Result<Vec<Vec<u8>>> {
    let mut paths =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    // The order of a folder differs from machine to machine.
    paths.sort();
    let mut inputs = Vec::new();
    for path in paths.iter().filter(|path| path.is_file()) {
        let mut input = std::fs::read(path)?;
        input.truncate(LONGEST);
        inputs.push(input);
    }
    Ok(inputs)
}
