namespace OrleansJobs.Cli.Given;

/// <summary>A setting that was given.</summary>
/// <param name="Value">What it shall be; null: its default.</param>
internal readonly record struct Setting<T>(T? Value);
