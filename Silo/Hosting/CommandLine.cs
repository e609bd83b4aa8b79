using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Hosting;

/// <summary>Refuses arguments that the framework would pass over in silence: words that are no setting, and settings without a value.</summary>
internal static class CommandLine
{
    /// <summary>Checks arguments of the forms <c>--Key value</c>, <c>--Key=value</c>, <c>/Key value</c> and <c>Key=value</c>.</summary>
    /// <exception cref="StartException">One has another form.</exception>
    public static void Check(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i].Contains('=', StringComparison.Ordinal)) continue;
            var isKey = args[i].StartsWith("--", StringComparison.Ordinal) || args[i].StartsWith('/');
            if (!isKey) throw new StartException($"\"{args[i]}\" is not allowed; arguments have the form --Key value.");
            if (++i == args.Count) throw new StartException($"{args[^1]} has no value; arguments have the form --Key value.");
        }
    }
}
