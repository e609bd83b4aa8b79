namespace OrleansJobs.Silo.Configuration;

/// <summary>Why this process cannot start, for the person who started it. The process prints the line and ends.</summary>
/// <param name="line">One line: what is wrong and what would be right. No stack trace is shown with it.</param>
public sealed class StartException(string line) : Exception(line);
