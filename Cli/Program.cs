using OrleansJobs.Cli;

return (int)await CommandLine.Run(args, new Surroundings { EnableDefaultExceptionHandler = false });
