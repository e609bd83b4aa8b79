namespace OrleansJobs.Silo.Configuration;

/// <summary>A configuration section of this project and one options class that is read from it.</summary>
internal sealed record KnownSection(string Name, Type Options);
