using Cells.Hosting;

namespace Cells;

/// <summary>Runs a program as a cell.</summary>
public static class CellRunExtensions
{
    extension(Cell)
    {
        /// <summary>
        /// Serves a contract until the supervisor, SIGINT or SIGTERM ends it: then it drains. Under a supervisor it serves the socket that it is handed;
        /// without one it binds its own in the run directory.
        /// </summary>
        /// <typeparam name="TContract">The contract.</typeparam>
        /// <param name="args">The program's arguments; <c>--name NAME</c> and <c>--run-dir DIR</c> are understood.</param>
        /// <param name="service">Its implementation, shared by all callers.</param>
        /// <param name="cancellation">Drains and ends.</param>
        /// <returns>The program's exit code: 0 after a drain, 1 where it could not start.</returns>
        public static Task<int> RunAsync<TContract>(string[] args, TContract service, CancellationToken cancellation = default)
            where TContract : class
        {
            var program = new CellProgram(args);
            program.AddService(service);
            return program.RunAsync(cancellation);
        }
    }
}
