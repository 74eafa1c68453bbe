using System.Diagnostics;
using Cells.Fuzz.Engine;
using Cells.Fuzz.Subjects;

// Attacks every sample message with hostile bytes, and with images that change while they are read.
//   --full            ten million cases, and many reads of changing images
//   --cases N         so many cases
//   --seed N          other random cases than those of the tests
//   --message NAME    one message only
//   --replay FILE     one input, as it was written to artifacts/fuzz
//   --changing N      only read changing images, N times each
var given = new Dictionary<string, string> { [Session.Artifacts] = Path.Combine(SourceFolder.Root, "artifacts", "fuzz"), [Session.Cases] = "200000" };
bool isFull = false;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--full")
    {
        isFull = true;
        given[Session.Cases] = "10000000";
    }
    else if (args[i].TrimStart('-') is Session.Cases or Session.Seed or Session.Message or Session.Replay or Session.Changing && i + 1 < args.Length)
    {
        given[args[i].TrimStart('-')] = args[++i];
    }
    else
    {
        Console.Error.WriteLine($"{args[i]} is no option; see the beginning of Program.cs");
        return 2;
    }
}

long started = Stopwatch.GetTimestamp();
var subject = Subject.Build();
Console.WriteLine($"the subject was compiled in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
string? failure = subject.Run(given, Console.Out);
if (failure is null && isFull)
    failure = subject.Run(new Dictionary<string, string>(given) { [Session.Changing] = "200000" }, Console.Out);
if (failure is not null)
    Console.Error.WriteLine(failure);
return failure is null ? 0 : 1;
