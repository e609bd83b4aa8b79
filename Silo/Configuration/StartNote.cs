namespace OrleansJobs.Silo.Configuration;

/// <summary>A line for the person who starts the service, such as where its data is. Shown once it listens.</summary>
/// <param name="Text">The line; no secrets.</param>
public sealed record StartNote(string Text);
